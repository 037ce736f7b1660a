package app.parley.platform.db;

import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The relational database. Callers are virtual threads that block until the work is done; where the
 * driver would pin them (SQLite), the work runs on platform threads of its own. Failures are
 * Spring's {@code DataAccessException}s.
 */
public interface Database extends Transactions, AutoCloseable {
    Dialect dialect();

    /** Lets running work finish and closes the connections. */
    @Override
    void close();

    /** Runs a query outside any transaction, or inside the one that the calling thread is in. */
    <T extends @Nullable Object> T read(Function<JdbcClient, T> query);

    /**
     * Runs work in a transaction and returns once it is committed and durable. A call inside a call
     * joins its transaction. The work must not wait for anything but the database.
     */
    <T extends @Nullable Object> T write(Function<JdbcClient, T> work);

    /**
     * Takes what was deleted out of the database's own files too, as far as that is in its hands:
     * what a server keeps of deleted rows is its server's to tidy up.
     */
    default void expunge() {}

    /** {@link #write} for work without a result. */
    default void change(Consumer<JdbcClient> work) {
        this.<@Nullable Void>write(
                sql -> {
                    work.accept(sql);
                    return null;
                });
    }

    @Override
    default <T extends @Nullable Object> T transaction(Supplier<T> work) {
        return write(sql -> work.get());
    }
}
