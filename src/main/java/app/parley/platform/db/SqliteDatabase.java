package app.parley.platform.db;

import app.parley.platform.origin.Origin;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * SQLite on platform threads of its own: its driver is native code that would pin a virtual
 * thread's carrier. One thread writes, so that SQLite's busy handler never waits; it commits all
 * work that has queued up meanwhile in one transaction (group commit), each piece behind a
 * savepoint, so that one that fails undoes only itself.
 */
final class SqliteDatabase implements Database {
    /** How long a process waits for another that has the file; there should be none. */
    static final int BUSY_MILLIS = 5_000;

    private static final int GROUP_LIMIT = 256;
    private static final int CHECKPOINT_ATTEMPTS = 10;
    private static final int CHECKPOINT_PATIENCE_MILLIS = 200;

    private final HikariDataSource readerPool;
    private final HikariDataSource writerConnection;
    private final JdbcClient reader;
    private final JdbcClient writer;
    private final TransactionTemplate transactions;
    private final ExecutorService readers;
    private final LinkedBlockingQueue<Work<?>> queue = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<CompletableFuture<Boolean>> checkpoints =
            new ConcurrentLinkedQueue<>();
    private final Thread writerThread;
    private volatile boolean closed;

    SqliteDatabase(
            HikariDataSource readerPool, HikariDataSource writerConnection, int readerThreads) {
        this.readerPool = readerPool;
        this.writerConnection = writerConnection;
        reader = client(readerPool);
        writer = client(writerConnection);
        transactions = new TransactionTemplate(new JdbcTransactionManager(writerConnection));
        readers =
                Executors.newFixedThreadPool(
                        readerThreads,
                        Thread.ofPlatform().daemon().name("sqlite-read-", 0).factory());
        writerThread =
                Thread.ofPlatform().daemon().name("sqlite-write").start(this::writeUntilClosed);
    }

    private static JdbcClient client(DataSource source) {
        var template = new JdbcTemplate(source);
        template.setExceptionTranslator(new SqliteExceptions());
        return JdbcClient.create(template);
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<JdbcClient, T> query) {
        if (Thread.currentThread() == writerThread) {
            return query.apply(writer);
        }
        return await(CompletableFuture.supplyAsync(() -> query.apply(reader), readers));
    }

    @Override
    public <T extends @Nullable Object> T write(Function<JdbcClient, T> work) {
        if (Thread.currentThread() == writerThread) {
            return work.apply(writer);
        }
        var queued = new Work<T>(work, new CompletableFuture<>());
        queue.add(queued);
        if (closed && queue.remove(queued)) {
            throw new DataAccessResourceFailureException("the database is closed");
        }
        return await(queued.done);
    }

    /**
     * Deleted content is zeros in the file, but the log of changes has it until it is emptied,
     * which takes a moment without readers. Where there is none, later changes empty it.
     */
    @Override
    public void expunge() {
        if (Thread.currentThread() == writerThread) {
            throw new IllegalStateException("not within a transaction");
        }
        for (int attempt = 0; attempt < CHECKPOINT_ATTEMPTS; attempt++) {
            var done = new CompletableFuture<Boolean>();
            checkpoints.add(done);
            change(_ -> {}); // wakes the writer, which looks for this once it has committed
            if (await(done)) {
                return;
            }
        }
    }

    /** By the writer itself, between two transactions: nobody else ever makes it wait. */
    private void checkpoint() {
        for (var asked = checkpoints.poll(); asked != null; asked = checkpoints.poll()) {
            try {
                pragma("busy_timeout = " + CHECKPOINT_PATIENCE_MILLIS);
                asked.complete(pragma("wal_checkpoint(truncate)") == 0);
                pragma("busy_timeout = " + BUSY_MILLIS);
            } catch (RuntimeException | Error failure) {
                asked.completeExceptionally(failure);
            }
        }
    }

    private int pragma(String what) {
        return writer.sql("pragma " + what).query((row, _) -> row.getInt(1)).list().getFirst();
    }

    @Override
    public void close() {
        closed = true;
        writerThread.interrupt();
        try {
            writerThread.join(5_000);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        readers.close();
        readerPool.close();
        writerConnection.close();
    }

    private void writeUntilClosed() {
        List<Work<?>> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            group.clear();
            if (queue.isEmpty()) {
                try {
                    group.add(queue.take());
                } catch (InterruptedException closing) {
                    continue;
                }
            }
            queue.drainTo(group, GROUP_LIMIT - group.size());
            commit(group);
            checkpoint();
        }
    }

    private void commit(List<Work<?>> group) {
        try {
            transactions.executeWithoutResult(
                    status -> {
                        for (var work : group) {
                            work.run(writer, group.size() == 1 ? null : status);
                        }
                    });
        } catch (TransactionException failure) {
            var translated = Databases.translated(failure);
            for (var work : group) {
                work.done.completeExceptionally(translated);
            }
        } catch (RuntimeException | Error failure) {
            for (var work : group) {
                work.done.completeExceptionally(failure);
            }
        }
        for (var work : group) {
            work.complete();
        }
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw rethrown(failed);
        }
    }

    private static RuntimeException rethrown(CompletionException failed) {
        return switch (failed.getCause()) {
            case RuntimeException cause -> {
                // Seen from the caller: where it waited matters as much as where the work failed.
                cause.addSuppressed(new CallSite());
                yield cause;
            }
            case Error error -> throw error;
            case null, default -> failed;
        };
    }

    private static final class CallSite extends RuntimeException {
        CallSite() {
            super("waited for by");
        }
    }

    private static final class Work<T extends @Nullable Object> {
        private final Function<JdbcClient, T> work;
        private final Origin origin = Origin.current();
        private final CompletableFuture<T> done;
        private @Nullable T result;
        private @Nullable Throwable failure;

        Work(Function<JdbcClient, T> work, CompletableFuture<T> done) {
            this.work = work;
            this.done = done;
        }

        void run(JdbcClient sql, @Nullable TransactionStatus savepoints) {
            if (savepoints == null) {
                result = applied(sql);
                return;
            }
            var savepoint = savepoints.createSavepoint();
            try {
                result = applied(sql);
            } catch (RuntimeException | Error failed) {
                savepoints.rollbackToSavepoint(savepoint);
                failure = failed;
            }
            savepoints.releaseSavepoint(savepoint);
        }

        private T applied(JdbcClient sql) {
            return Origin.during(origin, () -> work.apply(sql));
        }

        @SuppressWarnings("NullAway") // the result is the work's own, null only where T allows it
        void complete() {
            if (failure != null) {
                done.completeExceptionally(failure);
            } else {
                done.complete(result);
            }
        }
    }
}
