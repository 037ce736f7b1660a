package app.parley.moderation;

import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBox;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps what was found for those who review it, for ninety days. */
@Component
class ModerationEvents {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int AROUND = 80;

    private final JdbcModerationEventStore store;
    private final SecretBox secrets;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    ModerationEvents(
            JdbcModerationEventStore store,
            SecretBox secrets,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.secrets = secrets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    void record(
            ModeratedTurn turn,
            ModerationEvent.Kind kind,
            Finding finding,
            String text,
            boolean keepOriginal) {
        var id = Ids.newId();
        var event =
                new ModerationEvent(
                        id,
                        clock.instant(),
                        kind,
                        finding.category(),
                        finding.rule(),
                        finding.action(),
                        turn.personId(),
                        turn.conversationId(),
                        turn.turnId(),
                        keepOriginal ? secrets.seal(excerpt(text, finding), context(id)) : null,
                        keepOriginal ? secrets.seal(text, context(id)) : null,
                        ModerationEvent.State.OPEN,
                        null);
        transactions.transaction(
                () -> {
                    store.add(event);
                    if (finding.blocks()) {
                        audit.record(
                                Audit.entry("moderation.blocked")
                                        .by(turn.personId())
                                        .on("conversation", turn.conversationId())
                                        .detail("kind", kind.code())
                                        .detail("category", finding.category())
                                        .detail("rule", finding.rule()));
                    }
                    return event;
                });
    }

    List<ModerationEvent> list(
            ModerationEvent.@Nullable State state, @Nullable UUID before, int limit) {
        return store.list(state, before, limit);
    }

    /** Null where it was not kept, or cannot be opened any more. */
    @Nullable String excerpt(ModerationEvent event) {
        return opened(event.sealedExcerpt(), event.id()).orElse(null);
    }

    ModerationEvent review(UUID id, @Nullable String note, UUID reviewer) {
        return transactions.transaction(
                () -> {
                    if (!store.review(id, note, reviewer, clock.instant())) {
                        throw missing();
                    }
                    audit.record(
                            Audit.entry("moderation.reviewed")
                                    .by(reviewer)
                                    .on("moderation-event", id));
                    return store.find(id).orElseThrow(ModerationEvents::missing);
                });
    }

    /** What was found, as a whole; that somebody reads it is recorded first. */
    String original(UUID id) {
        var event = store.find(id).orElseThrow(ModerationEvents::missing);
        var original =
                opened(event.sealedOriginal(), id)
                        .orElseThrow(
                                () ->
                                        new ParleyException(
                                                ErrorCode.NOT_FOUND, "The original was not kept."));
        audit.record(
                Audit.entry("moderation.original-read")
                        .on("account", event.personId())
                        .detail("event", id)
                        .detail("conversation", event.conversationId()));
        return original;
    }

    @Scheduled(initialDelay = 5, fixedDelay = 24 * 60, timeUnit = TimeUnit.MINUTES)
    void forgetOld() {
        store.forgetBefore(clock.instant().minus(KEPT));
    }

    private Optional<String> opened(@Nullable String sealed, UUID id) {
        try {
            return Optional.ofNullable(sealed).map(text -> secrets.open(text, context(id)));
        } catch (IllegalStateException otherKey) {
            return Optional.empty();
        }
    }

    private static String excerpt(String text, Finding finding) {
        int from = Math.max(0, Math.min(finding.from(), text.length()) - AROUND);
        int to = Math.min(text.length(), Math.max(finding.to(), finding.from()) + AROUND);
        return text.substring(from, Math.min(to, from + 6 * AROUND));
    }

    private static String context(UUID id) {
        return "moderation-event/" + id;
    }

    private static ParleyException missing() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such event.");
    }
}
