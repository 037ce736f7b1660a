package app.parley.langchat;

import app.parley.conversation.ConversationOverview;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * How many questions a person may ask in a day, as LangChat's clients show it. It counts what is
 * stored, so that it holds across restarts and replicas; requests that come at the same moment may
 * all be the last.
 */
@Component
@OnLangChatApi
class DailyLimit {
    private final ConversationOverview overview;
    private final LangChatProperties settings;
    private final Clock clock;

    DailyLimit(ConversationOverview overview, LangChatProperties settings, Clock clock) {
        this.overview = overview;
        this.settings = settings;
        this.clock = clock;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Remaining(int messagesSent, int remaining, int dailyLimit) {}

    Remaining remaining(UUID person) {
        var midnight = clock.instant().truncatedTo(ChronoUnit.DAYS);
        int sent = overview.questionsSince(person, midnight);
        int limit = settings.messagesPerDay();
        return new Remaining(sent, Math.max(0, limit - sent), limit);
    }

    /**
     * @throws ParleyException {@code rate-limited} when nothing remains
     */
    void check(UUID person) {
        if (remaining(person).remaining() > 0) {
            return;
        }
        var now = clock.instant();
        var midnight = now.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
        throw new ParleyException(
                ErrorCode.RATE_LIMITED,
                "Daily limit of %d messages reached. Please come back tomorrow."
                        .formatted(settings.messagesPerDay()),
                Map.of("retryAfterSeconds", Duration.between(now, midnight).toSeconds() + 1));
    }
}
