package app.parley.platform.db;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections that keep what they have prepared for the next time the same SQL comes: SQLite
 * compiles a statement in the calling process, which costs more than most of them take to run. A
 * statement is lent to one user at a time, and comes back without parameters.
 */
final class CachedStatements extends DelegatingDataSource {
    /** More than the statements that come often; lists of ids make some that never come again. */
    private static final int PER_CONNECTION = 128;

    CachedStatements(DataSource target) {
        super(target);
    }

    @Override
    public Connection getConnection() throws SQLException {
        return proxy(Connection.class, new Lender(super.getConnection()));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(
                        CachedStatements.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] values)
            throws Throwable {
        try {
            return method.invoke(target, values);
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    /** A connection; used by one thread at a time. */
    private static final class Lender implements InvocationHandler {
        private final Connection connection;

        /** The one that was used last is the last. */
        private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

        Lender(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] values)
                throws Throwable {
            return method.getName().equals("prepareStatement")
                            && values != null
                            && values.length == 1
                    ? lend((String) values[0])
                    : call(connection, method, values);
        }

        private PreparedStatement lend(String sql) throws SQLException {
            var known = idle.remove(sql);
            var statement = known == null ? connection.prepareStatement(sql) : known;
            return proxy(PreparedStatement.class, new Lent(this, sql, statement));
        }

        private void takeBack(String sql, PreparedStatement statement) throws SQLException {
            statement.clearParameters();
            statement.clearBatch();
            var twin = idle.put(sql, statement);
            if (twin != null) {
                twin.close();
            }
            if (idle.size() > PER_CONNECTION) {
                var oldest = idle.entrySet().iterator();
                oldest.next().getValue().close();
                oldest.remove();
            }
        }
    }

    /** A statement while somebody has it. */
    private static final class Lent implements InvocationHandler {
        private final Lender lender;
        private final String sql;
        private @Nullable PreparedStatement statement;
        private boolean failed;

        Lent(Lender lender, String sql, PreparedStatement statement) {
            this.lender = lender;
            this.sql = sql;
            this.statement = statement;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] values)
                throws Throwable {
            var now = statement;
            return switch (method.getName()) {
                case "close" -> {
                    statement = null;
                    if (now != null && failed) {
                        now.close();
                    } else if (now != null) {
                        lender.takeBack(sql, now);
                    }
                    yield null;
                }
                case "isClosed" -> now == null;
                case "equals" -> values != null && proxy == values[0];
                case "hashCode" -> System.identityHashCode(proxy);
                case "toString" -> sql;
                default -> {
                    if (now == null) {
                        throw new SQLException("the statement is closed: " + sql);
                    }
                    try {
                        yield call(now, method, values);
                    } catch (SQLException broken) {
                        failed = true;
                        throw broken;
                    }
                }
            };
        }
    }
}
