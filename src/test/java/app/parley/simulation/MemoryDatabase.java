package app.parley.simulation;

import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tables in memory under transactions that are atomic and one after the other. What is committed
 * outlives every process of the simulation; what is not dies with its transaction.
 */
public final class MemoryDatabase implements Database {
    private final Ports ports;
    private final Dialect dialect;
    private final List<Runnable> commitListeners = new ArrayList<>();
    private volatile Map<Table<?, ?>, Map<?, ?>> committed = new HashMap<>();
    private volatile Transaction running;

    private record Transaction(Object caller, Map<Table<?, ?>, Map<?, ?>> state) {}

    public MemoryDatabase(Ports ports, Dialect dialect) {
        this.ports = ports;
        this.dialect = dialect;
    }

    /** Rows by key, in the order in which they came; a row is a value and never changes. */
    public final class Table<K, V> {
        private Consumer<K> onRemove = key -> {};

        public Optional<V> get(K key) {
            return Optional.ofNullable(rows(here()).get(key));
        }

        public Collection<V> all() {
            return List.copyOf(rows(here()).values());
        }

        public void put(K key, V row) {
            rows(changing()).put(key, row);
        }

        public boolean remove(K key) {
            if (rows(changing()).remove(key) == null) {
                return false;
            }
            onRemove.accept(key);
            return true;
        }

        public void removeIf(Predicate<V> unwanted) {
            rows(changing()).values().removeIf(unwanted);
        }

        /** What goes with a row, as foreign keys say. */
        public void onRemove(Consumer<K> cascade) {
            onRemove = onRemove.andThen(cascade);
        }

        @SuppressWarnings("unchecked") // only this table writes its rows
        private Map<K, V> rows(Map<Table<?, ?>, Map<?, ?>> state) {
            return (Map<K, V>) state.computeIfAbsent(this, none -> new LinkedHashMap<K, V>());
        }
    }

    public <K, V> Table<K, V> table() {
        return new Table<>();
    }

    /** Is called after each commit. */
    public void onCommit(Runnable listener) {
        commitListeners.add(listener);
    }

    /** One statement that changes nothing. */
    public <T> T query(String name, Supplier<T> statement) {
        return ports.call(name, statement);
    }

    /** One statement, in the transaction of the calling thread or in one of its own. */
    public <T> T update(String name, Supplier<T> statement) {
        return inTransaction()
                ? ports.call(name, statement)
                : commit(name, () -> ports.call(name, statement));
    }

    public void change(String name, Runnable statement) {
        this.<Void>update(
                name,
                () -> {
                    statement.run();
                    return null;
                });
    }

    @Override
    public <T> T transaction(Supplier<T> work) {
        return inTransaction() ? work.get() : commit("transaction", work);
    }

    private <T> T commit(String name, Supplier<T> work) {
        ports.lock();
        var state = new HashMap<Table<?, ?>, Map<?, ?>>();
        committed.forEach((table, rows) -> state.put(table, new LinkedHashMap<>(rows)));
        var mine = new Transaction(ports.caller(), state);
        running = mine;
        try {
            T result = work.get();
            return ports.call(
                    "commit of " + name,
                    () -> {
                        committed = state;
                        end();
                        commitListeners.forEach(Runnable::run);
                        return result;
                    });
        } finally {
            if (running == mine) {
                end();
            }
        }
    }

    /** Others go on from here, though the caller may hear of it much later. */
    private void end() {
        running = null;
        ports.unlock();
    }

    private boolean inTransaction() {
        var transaction = running;
        return transaction != null && transaction.caller() == ports.caller();
    }

    private Map<Table<?, ?>, Map<?, ?>> here() {
        return inTransaction() ? running.state() : committed;
    }

    private Map<Table<?, ?>, Map<?, ?>> changing() {
        if (!inTransaction()) {
            throw new IllegalStateException("a change outside a transaction");
        }
        return running.state();
    }

    /** The database's own clock, in milliseconds. */
    public long now() {
        return ports.now();
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public <T> T read(Function<JdbcClient, T> query) {
        throw new UnsupportedOperationException("there is no SQL here");
    }

    @Override
    public <T> T write(Function<JdbcClient, T> work) {
        return transaction(() -> work.apply(null));
    }

    @Override
    public void close() {}
}
