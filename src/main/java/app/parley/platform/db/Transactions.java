package app.parley.platform.db;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes several stores' changes one: all or none. */
public interface Transactions {
    /**
     * Runs the work in a transaction, or in the one that the calling thread is in; returns once it
     * is durable.
     */
    <T extends @Nullable Object> T transaction(Supplier<T> work);
}
