package app.parley.account.key;

import app.parley.platform.task.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which keys open something, not older than a second: every request with a key asks. */
@Component
class LiveKeys {
    private static final long CACHED_MILLIS = 900;
    private static final int MOST_CACHED = 20_000;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);

    private final JdbcKeyStore store;
    private final Tasks tasks;
    private final Clock clock;
    private final Map<UUID, Cached> cache = new ConcurrentHashMap<>();
    private final AtomicLong sweepDue;

    LiveKeys(JdbcKeyStore store, Tasks tasks, Clock clock) {
        this.store = store;
        this.tasks = tasks;
        this.clock = clock;
        sweepDue = new AtomicLong(tasks.monotonicMillis());
    }

    private record Cached(@Nullable KeyHolder holder, long readAt) {}

    Optional<KeyHolder> find(UUID id) {
        forgetStale();
        // The read happens inside: a revocation that commits meanwhile waits and then removes it.
        var cached =
                cache.compute(
                        id, (same, known) -> known != null && isFresh(known) ? known : read(same));
        return Optional.ofNullable(cached.holder());
    }

    /** Makes the next request ask the database. */
    void forget(UUID id) {
        cache.remove(id);
    }

    /** Notes where and when a key was used, once a minute at most, and makes nobody wait for it. */
    void used(KeyRow key, String from) {
        var now = clock.instant();
        var noted = key.lastUsedAt();
        if (noted != null && now.isBefore(noted.plus(USE_NOTED_EVERY))) {
            return;
        }
        // Requests that come before the next read of the row see the same and need not write.
        if (cache.computeIfPresent(key.id(), (id, known) -> noted(known, key, now, from)) != null) {
            tasks.start(
                    "key-use", () -> store.used(key.id(), now, from, now.minus(USE_NOTED_EVERY)));
        }
    }

    private static Cached noted(Cached known, KeyRow key, Instant now, String from) {
        var holder = known.holder();
        if (holder == null) {
            return known;
        }
        var used =
                new KeyRow(
                        key.id(),
                        key.accountId(),
                        key.name(),
                        key.hint(),
                        key.kind(),
                        key.proof(),
                        key.publicKey(),
                        key.scopes(),
                        key.networks(),
                        key.createdAt(),
                        key.expiresAt(),
                        now,
                        from);
        return new Cached(
                new KeyHolder(used, holder.username(), holder.ownersRole()), known.readAt());
    }

    private boolean isFresh(Cached cached) {
        return tasks.monotonicMillis() - cached.readAt() < CACHED_MILLIS;
    }

    private Cached read(UUID id) {
        long readAt = tasks.monotonicMillis();
        return new Cached(store.holder(id, clock.instant()).orElse(null), readAt);
    }

    private void forgetStale() {
        long now = tasks.monotonicMillis();
        long due = sweepDue.get();
        if (cache.size() > MOST_CACHED
                && now >= due
                && sweepDue.compareAndSet(due, now + CACHED_MILLIS)) {
            cache.values().removeIf(cached -> !isFresh(cached));
        }
    }
}
