package app.parley.account;

import app.parley.account.JdbcSessionStore.Decision;
import app.parley.account.JdbcSessionStore.Holder;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.LastingKeys;
import app.parley.platform.secret.LastingKeys.Purpose;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Opens, renews and ends sessions, and says of each request whether its session still lives. */
@Component
class Sessions {
    private static final Logger LOG = LoggerFactory.getLogger(Sessions.class);
    private static final long CACHED_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MOST_CACHED = 20_000;

    /** A detail of a sign-in: the account was not used from this kind of device lately. */
    static final String NEW_DEVICE = "new-device";

    private final JdbcSessionStore store;
    private final AccountProperties settings;
    private final Clock clock;
    private final ApplicationEventPublisher events;
    private final Audit audit;
    private final Transactions transactions;
    private final LastingKeys keys;
    private final Map<UUID, Cached> cache = new ConcurrentHashMap<>();
    private final AtomicLong sweepDue = new AtomicLong(System.nanoTime());

    Sessions(
            JdbcSessionStore store,
            AccountProperties settings,
            Clock clock,
            ApplicationEventPublisher events,
            Audit audit,
            Transactions transactions,
            LastingKeys keys) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.events = events;
        this.audit = audit;
        this.transactions = transactions;
        this.keys = keys;
    }

    /** A session's refresh token, and how long it may wait for its use. */
    record Grant(UUID sessionId, UUID accountId, RefreshToken token, Duration lifetime) {}

    private record Cached(@Nullable Holder holder, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < CACHED_NANOS;
        }
    }

    /**
     * Lets somebody in who has shown who they are, in whatever way: this is the one door.
     *
     * @throws ParleyException {@code forbidden}, {@code email-not-verified} or {@code
     *     approval-pending} if the account may not have sessions now
     */
    Grant open(UUID accountId, Client client) {
        var now = clock.instant();
        var token = RefreshToken.first(Ids.newId(), key());
        var expires = now.plus(settings.sessionMax());
        var session =
                new SessionRow(
                        token.sessionId(),
                        accountId,
                        token.hash(),
                        null,
                        now,
                        now,
                        now,
                        expires,
                        false,
                        client);
        var standing =
                transactions.transaction(
                        () -> {
                            var device = Device.of(client.userAgent());
                            var known = store.userAgents(accountId);
                            boolean isNew =
                                    !known.isEmpty()
                                            && known.stream()
                                                    .map(Device::of)
                                                    .noneMatch(device::equals);
                            var found = store.add(session);
                            if (found == Standing.GOOD) {
                                recordSignIn(session, device, isNew);
                            }
                            return found;
                        });
        refuse(accountId, standing);
        return new Grant(token.sessionId(), accountId, token, lifetime(now, expires));
    }

    private void recordSignIn(SessionRow session, String device, boolean isNew) {
        audit.record(
                Audit.entry("account.sign-in")
                        .by(session.accountId())
                        .from(session.client().ipAddress())
                        .on("account", session.accountId())
                        .detail("session", session.id())
                        .detail("device", device)
                        .detail(NEW_DEVICE, isNew ? true : null)
                        .tell("name", device));
    }

    private void refuse(UUID accountId, Standing standing) {
        switch (standing) {
            case GOOD -> {}
            case SUSPENDED ->
                    throw new ParleyException(ErrorCode.FORBIDDEN, "This account is suspended.");
            case AWAITS_EMAIL -> {
                events.publishEvent(new EmailAwaited(accountId));
                throw new ParleyException(
                        ErrorCode.EMAIL_NOT_VERIFIED,
                        "Please confirm your e-mail address first, with the link that was sent there.");
            }
            case AWAITS_APPROVAL ->
                    throw new ParleyException(
                            ErrorCode.APPROVAL_PENDING,
                            "An administrator has to approve your account first.");
        }
    }

    /**
     * Trades a refresh token for its successor.
     *
     * @throws ParleyException {@code unauthenticated} if the token is not, or no longer, good; when
     *     it was replaced too long ago its whole session has ended
     */
    Grant renew(String presented, Client client) {
        // What this server did not make is noise, and not worth a question to the database.
        var token =
                RefreshToken.parse(presented)
                        .filter(parsed -> parsed.isGenuine(key()))
                        .orElseThrow(Sessions::signInAgain);
        var successor = token.successor(key());
        var judged =
                transactions
                        .transaction(() -> presented(token, successor, client))
                        .orElseThrow(Sessions::signInAgain);
        var session = judged.session();
        return switch (judged.decision()) {
            case Decision.Rotate _, Decision.Repeat _ ->
                    new Grant(
                            session.id(),
                            session.accountId(),
                            successor,
                            lifetime(clock.instant(), session.expiresAt()));
            case Decision.Revoke _ -> {
                LOG.warn(
                        "A replaced refresh token came back; its session {} has ended",
                        token.sessionId());
                ended(session.accountId(), session.id());
                throw signInAgain();
            }
            case Decision.Refuse _ -> throw signInAgain();
        };
    }

    /**
     * Ends the session of a refresh token; anything but a token of a session is ignored.
     *
     * @return the session, if this ended it
     */
    Optional<UUID> endByToken(String presented) {
        return RefreshToken.parse(presented)
                .filter(token -> token.isGenuine(key()))
                .flatMap(token -> store.find(token.sessionId()))
                .filter(session -> end(session.accountId(), session.id(), EndReason.SIGNED_OUT))
                .map(SessionRow::id);
    }

    /**
     * @return false if the account has no such living session
     */
    boolean end(UUID accountId, UUID sessionId, EndReason reason) {
        boolean wasLive =
                transactions.transaction(
                        () -> {
                            boolean ended =
                                    store.end(accountId, sessionId, clock.instant(), reason);
                            if (ended) {
                                recordEnd(accountId, List.of(sessionId), reason);
                            }
                            return ended;
                        });
        if (wasLive) {
            ended(accountId, sessionId);
        }
        return wasLive;
    }

    /**
     * @param except a session to spare
     */
    void endAll(UUID accountId, @Nullable UUID except, EndReason reason) {
        var sessions =
                transactions.transaction(
                        () -> {
                            var ended = store.endAll(accountId, except, clock.instant(), reason);
                            if (!ended.isEmpty()) {
                                recordEnd(accountId, ended, reason);
                            }
                            return ended;
                        });
        for (var sessionId : sessions) {
            ended(accountId, sessionId);
        }
    }

    /** These went with their account: no request and no stream goes on. */
    void gone(UUID accountId, List<UUID> sessions) {
        sessions.forEach(session -> ended(accountId, session));
    }

    List<SessionRow> live(UUID accountId) {
        return store.live(accountId, clock.instant(), settings.sessionIdle());
    }

    /** Who holds a session, not older than a second. */
    Optional<Holder> holder(UUID sessionId) {
        forgetStale();
        // The read happens inside: an end that commits meanwhile waits for it and then removes it.
        var cached =
                cache.compute(
                        sessionId,
                        (id, known) -> known != null && known.isFresh() ? known : read(id));
        return Optional.ofNullable(cached.holder());
    }

    /** Whose session a refresh token is of, without trading it; empty if it is no longer good. */
    Optional<Holder> holderOf(String presented) {
        return RefreshToken.parse(presented)
                .filter(token -> token.isGenuine(key()))
                .filter(
                        token ->
                                store.find(token.sessionId())
                                        .filter(session -> isOneOf(token, session))
                                        .isPresent())
                .flatMap(token -> holder(token.sessionId()));
    }

    private boolean isOneOf(RefreshToken token, SessionRow session) {
        var previous = session.previousTokenHash();
        return same(token, session.tokenHash())
                || previous != null
                        && same(token, previous)
                        && !clock.instant()
                                .isAfter(session.rotatedAt().plus(settings.refreshGrace()));
    }

    /** When the person at the session last proved that it is they. */
    Optional<Instant> confirmedAt(UUID sessionId) {
        return store.confirmedAt(sessionId);
    }

    /** The person at the session has just proved that it is they. */
    void confirm(UUID sessionId) {
        store.confirm(sessionId, clock.instant());
    }

    /** Makes the next request ask the database, after the rights of a session's holder changed. */
    void forget(UUID accountId) {
        cache.values()
                .removeIf(
                        cached ->
                                cached.holder() != null
                                        && cached.holder().accountId().equals(accountId));
    }

    boolean isLive(UUID sessionId) {
        return holder(sessionId).isPresent();
    }

    private Optional<JdbcSessionStore.Judged> presented(
            RefreshToken token, RefreshToken successor, Client client) {
        var judged =
                store.present(
                        token.sessionId(), session -> judge(session, token, successor, client));
        judged.filter(found -> found.decision() instanceof Decision.Revoke)
                .ifPresent(
                        found ->
                                recordEnd(
                                        found.session().accountId(),
                                        List.of(token.sessionId()),
                                        EndReason.REUSED_TOKEN));
        return judged;
    }

    private void recordEnd(UUID accountId, List<UUID> sessions, EndReason reason) {
        audit.record(
                Audit.entry("session.ended")
                        .on("account", accountId)
                        .detail("reason", reason.code())
                        .detail("sessions", sessions.size())
                        .detail("session", sessions.size() == 1 ? sessions.getFirst() : null));
    }

    private Decision judge(
            SessionRow session, RefreshToken token, RefreshToken successor, Client client) {
        var now = clock.instant();
        if (!session.isLive(now, settings.sessionIdle())) {
            return new Decision.Refuse();
        }
        if (same(token, session.tokenHash())) {
            return new Decision.Rotate(successor.hash(), now, client);
        }
        var previous = session.previousTokenHash();
        if (previous != null
                && same(token, previous)
                && !now.isAfter(session.rotatedAt().plus(settings.refreshGrace()))) {
            return new Decision.Repeat();
        }
        return new Decision.Revoke(now);
    }

    private static boolean same(RefreshToken token, byte[] hash) {
        return MessageDigest.isEqual(token.hash(), hash);
    }

    private void forgetStale() {
        long now = System.nanoTime();
        long due = sweepDue.get();
        if (cache.size() > MOST_CACHED
                && now - due >= 0
                && sweepDue.compareAndSet(due, now + CACHED_NANOS)) {
            cache.values().removeIf(cached -> !cached.isFresh());
        }
    }

    private Cached read(UUID sessionId) {
        long readAt = System.nanoTime();
        var holder = store.holder(sessionId, clock.instant(), settings.sessionIdle());
        return new Cached(holder.orElse(null), readAt);
    }

    private void ended(UUID accountId, UUID sessionId) {
        cache.remove(sessionId);
        events.publishEvent(new SessionEnded(accountId, sessionId));
    }

    private Duration lifetime(Instant now, Instant expires) {
        var left = Duration.between(now, expires);
        return left.compareTo(settings.sessionIdle()) < 0 ? left : settings.sessionIdle();
    }

    private static ParleyException signInAgain() {
        return new ParleyException(
                ErrorCode.UNAUTHENTICATED, "Your session has ended. Please sign in again.");
    }

    private SecretKey key() {
        return keys.key(Purpose.REFRESH_TOKEN);
    }
}
