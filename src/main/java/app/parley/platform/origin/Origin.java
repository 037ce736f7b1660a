package app.parley.platform.origin;

import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * In whose name the calling thread works: who sent the request, and from where. It goes with the
 * work into a transaction that runs on a thread of the database's own, and nowhere else: what the
 * server does by itself afterwards is not done by whoever asked last.
 *
 * @param actorId null for somebody who has not signed in, and for the server itself
 * @param address null where no request came over the network
 */
public record Origin(@Nullable UUID actorId, @Nullable String address) {
    private static final Origin SERVER = new Origin(null, null);
    private static final ThreadLocal<Origin> CURRENT = new ThreadLocal<>();

    /** The server's own where nobody asked. */
    public static Origin current() {
        var origin = CURRENT.get();
        return origin == null ? SERVER : origin;
    }

    /** Does the work in somebody's name. */
    public static <T extends @Nullable Object> T during(Origin origin, Supplier<T> work) {
        try (var _ = origin.begin()) {
            return work.get();
        }
    }

    /** Lets the calling thread work in this name until the result is closed. */
    public Span begin() {
        var before = CURRENT.get();
        CURRENT.set(this);
        return () -> restore(before);
    }

    /** How long an origin holds. */
    public interface Span extends AutoCloseable {
        @Override
        void close();
    }

    private static void restore(@Nullable Origin before) {
        if (before == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(before);
        }
    }
}
