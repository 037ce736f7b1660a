package app.parley.knowledge.pinecone;

import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is held elsewhere, and what is to be deleted there. Whatever is written there is written
 * down here first, so that a process that dies leaves nothing behind that nobody knows of.
 */
class JdbcNamespaceStore {
    private final Database database;
    private final Clock clock;

    JdbcNamespaceStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A part of an index that holds one collection.
     *
     * @param model what made its vectors; empty while it has none
     * @param dimensions of its vectors, which tell the index
     */
    record Namespace(String name, String model, int dimensions) {
        static Namespace empty(String name) {
            return new Namespace(name, "", 0);
        }

        boolean isEmpty() {
            return dimensions == 0;
        }
    }

    /** What is held of a collection. */
    record Held(Namespace namespace, String revision) {}

    Optional<Held> find(UUID collection) {
        return Optional.ofNullable(find(Set.of(collection)).get(collection));
    }

    Map<UUID, Held> find(Set<UUID> collections) {
        Map<UUID, Held> found = new HashMap<>();
        if (!collections.isEmpty()) {
            database.read(
                    sql -> {
                        sql.sql(
                                        """
                                        select collection_id, name, model, dimensions, revision from remote_collection
                                        where collection_id in (:collections)""")
                                .param("collections", collections)
                                .query(
                                        row -> {
                                            found.put(
                                                    UUID.fromString(row.getString("collection_id")),
                                                    new Held(
                                                            namespace(row),
                                                            row.getString("revision")));
                                        });
                        return true;
                    });
        }
        return found;
    }

    Set<UUID> collections() {
        return database.read(
                sql ->
                        new HashSet<>(
                                sql.sql("select collection_id from remote_collection")
                                        .query(
                                                (row, _) ->
                                                        UUID.fromString(
                                                                row.getString("collection_id")))
                                        .list()));
    }

    /** Takes the right to change what is held of a collection, unless another process has it. */
    boolean claim(UUID collection, UUID runner, Duration lease) {
        return database.write(
                sql ->
                        sql.sql(
                                                """
                                                insert into remote_claim (collection_id, runner_id, due_at)
                                                values (:collection, :runner, :until)
                                                on conflict (collection_id) do update
                                                set runner_id = excluded.runner_id, due_at = excluded.due_at
                                                where remote_claim.runner_id = excluded.runner_id
                                                   or remote_claim.due_at <= :now""")
                                        .param("collection", collection)
                                        .param("runner", runner)
                                        .param("until", clock.millis() + lease.toMillis())
                                        .param("now", clock.millis())
                                        .update()
                                > 0);
    }

    void release(UUID collection, UUID runner) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        delete from remote_claim
                                        where collection_id = :collection and runner_id = :runner""")
                                .param("collection", collection)
                                .param("runner", runner)
                                .update());
    }

    /** Writes down that the namespace is to be deleted if nobody comes to keep it until then. */
    void doom(Namespace namespace, Duration until) {
        database.change(sql -> doom(sql, namespace, clock.millis() + until.toMillis()));
    }

    private static void doom(JdbcClient sql, Namespace namespace, long due) {
        sql.sql(
                        """
                        insert into doomed_namespace (name, model, dimensions, due_at)
                        values (:name, :model, :dimensions, :due)
                        on conflict (name) do update set due_at = excluded.due_at""")
                .param("name", namespace.name())
                .param("model", namespace.model())
                .param("dimensions", namespace.dimensions())
                .param("due", due)
                .update();
    }

    /** The namespace holds the collection from now on; what held it before is to be deleted. */
    void hold(UUID collection, Namespace namespace, String revision) {
        database.change(
                sql -> {
                    find(collection)
                            .filter(before -> !before.namespace().equals(namespace))
                            .ifPresent(before -> doom(sql, before.namespace(), clock.millis()));
                    sql.sql(
                                    """
                                    insert into remote_collection (collection_id, name, model, dimensions, revision)
                                    values (:collection, :name, :model, :dimensions, :revision)
                                    on conflict (collection_id) do update
                                    set name = excluded.name, model = excluded.model, dimensions = excluded.dimensions,
                                        revision = excluded.revision""")
                            .param("collection", collection)
                            .param("name", namespace.name())
                            .param("model", namespace.model())
                            .param("dimensions", namespace.dimensions())
                            .param("revision", revision)
                            .update();
                    forget(sql, namespace);
                });
    }

    /** The collection is held no more; what held it is to be deleted. */
    void drop(UUID collection) {
        database.change(
                sql -> {
                    find(collection)
                            .ifPresent(before -> doom(sql, before.namespace(), clock.millis()));
                    sql.sql("delete from remote_collection where collection_id = :collection")
                            .param("collection", collection)
                            .update();
                });
    }

    /** What is to be deleted now. */
    List<Namespace> doomed() {
        return database.read(
                sql ->
                        sql.sql(
                                        "select name, model, dimensions from doomed_namespace where due_at <= :now")
                                .param("now", clock.millis())
                                .query((row, _) -> namespace(row))
                                .list());
    }

    /** The namespace is deleted. */
    void forget(Namespace namespace) {
        database.change(sql -> forget(sql, namespace));
    }

    private static void forget(JdbcClient sql, Namespace namespace) {
        sql.sql("delete from doomed_namespace where name = :name")
                .param("name", namespace.name())
                .update();
    }

    private static Namespace namespace(ResultSet row) throws SQLException {
        return new Namespace(
                row.getString("name"), row.getString("model"), row.getInt("dimensions"));
    }
}
