package app.parley.platform.db;

import com.zaxxer.hikari.HikariDataSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** PostgreSQL through a pool; its driver is plain Java, so that virtual threads may wait in it. */
final class PostgresDatabase implements Database {
    private final HikariDataSource pool;
    private final JdbcClient client;
    private final TransactionTemplate transactions;

    PostgresDatabase(HikariDataSource pool) {
        this.pool = pool;
        client = JdbcClient.create(pool);
        transactions = new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<JdbcClient, T> query) {
        return query.apply(client);
    }

    @Override
    @SuppressWarnings("NullAway") // the template's result is the work's own
    public <T extends @Nullable Object> T write(Function<JdbcClient, T> work) {
        try {
            return transactions.execute(status -> work.apply(client));
        } catch (TransactionException failure) {
            throw Databases.translated(failure);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
