package app.parley.langchat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.conversation.ConversationOverview;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DailyLimitTests {
    private static final UUID PERSON = new UUID(1, 1);

    private final List<Instant> asked = new ArrayList<>();
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T23:00:00Z"));
    private final DailyLimit limit =
            new DailyLimit(new Asked(), new LangChatProperties(true, 3), clock);

    @Test
    void refusesTheFourthQuestionOfADayUntilMidnight() {
        for (int sent = 0; sent < 3; sent++) {
            assertThat(limit.remaining(PERSON))
                    .isEqualTo(new DailyLimit.Remaining(sent, 3 - sent, 3));
            assertThatCode(() -> limit.check(PERSON)).doesNotThrowAnyException();
            asked.add(clock.instant());
        }

        assertThat(limit.remaining(PERSON)).isEqualTo(new DailyLimit.Remaining(3, 0, 3));
        assertThatThrownBy(() -> limit.check(PERSON))
                .isInstanceOfSatisfying(
                        ParleyException.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                            assertThat(refused.facts()).containsEntry("retryAfterSeconds", 3_601L);
                        });

        clock.advance(Duration.ofHours(1));
        assertThat(limit.remaining(PERSON)).isEqualTo(new DailyLimit.Remaining(0, 3, 3));
    }

    @Test
    void whatWasAskedElsewhereCountsToo() {
        for (int sent = 0; sent < 5; sent++) {
            asked.add(clock.instant());
        }

        assertThat(limit.remaining(PERSON)).isEqualTo(new DailyLimit.Remaining(5, 0, 3));
    }

    private final class Asked implements ConversationOverview {
        @Override
        public List<Opening> openings(UUID owner, int most) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int messages(UUID owner, UUID conversationId) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int questionsSince(UUID owner, Instant moment) {
            return (int) asked.stream().filter(at -> !at.isBefore(moment)).count();
        }
    }
}
