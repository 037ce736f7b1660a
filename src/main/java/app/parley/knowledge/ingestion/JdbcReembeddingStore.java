package app.parley.knowledge.ingestion;

import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Collections that go over to another embedding model: the new vectors gather beside the old ones
 * and take their place all at once.
 */
public class JdbcReembeddingStore {
    private final Database database;
    private final Clock clock;

    JdbcReembeddingStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A collection on its way to a model, held by a runner. */
    record Job(UUID collection, String model, UUID runner) {}

    /** A passage that has no new vector yet. */
    record Waiting(UUID passage, String text) {}

    /** The collection was deleted, was given another aim, or is in another's hands. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("the collection does not go over to this model here", null, false, false);
        }
    }

    /**
     * Lets the collection go over to the model; the one it has takes that back.
     *
     * @return false if it is not the owner's
     */
    public boolean aim(UUID owner, UUID collection, String model) {
        return database.write(
                sql -> {
                    boolean aimed =
                            sql.sql(
                                                    """
                                                    update collection
                                                    set next_model = case when embedding_model = :model then null else :model end,
                                                        next_runner_id = null, next_due_at = 0, updated_at = :now
                                                    where owner_id = :owner and id = :id
                                                      and coalesce(next_model, embedding_model) <> :model""")
                                            .param("model", model)
                                            .param("now", clock.millis())
                                            .param("owner", owner)
                                            .param("id", collection)
                                            .update()
                                    > 0;
                    if (aimed) {
                        forget(sql, collection);
                    }
                    return aimed;
                });
    }

    /** Takes a collection that waits. */
    Optional<Job> take(UUID runner, Duration lease) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    var next =
                            sql.sql(
                                            """
                                            select id, next_model from collection
                                            where next_model is not null and next_due_at <= :now
                                            order by next_due_at, id limit 1
                                            """
                                                    + database.dialect().forUpdate())
                                    .param("now", now)
                                    .query(
                                            (row, _) ->
                                                    new Job(
                                                            Columns.uuid(row, "id"),
                                                            row.getString("next_model"),
                                                            runner))
                                    .optional();
                    next.ifPresent(
                            job ->
                                    sql.sql(
                                                    """
                                                    update collection
                                                    set next_runner_id = :runner, next_due_at = :until where id = :id""")
                                            .param("runner", runner)
                                            .param("until", now + lease.toMillis())
                                            .param("id", job.collection())
                                            .update());
                    return next;
                });
    }

    /** The next passages without a new vector. */
    List<Waiting> waiting(Job job, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select p.id, p.header, p.text from passage p
                                        where p.collection_id = :collection
                                          and not exists (select 1 from next_vector n where n.passage_id = p.id)
                                        order by p.id limit :limit""")
                                .param("collection", job.collection())
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new Waiting(
                                                        Columns.uuid(row, "id"),
                                                        IndexedPassage.text(
                                                                row.getString("header"),
                                                                row.getString("text"))))
                                .list());
    }

    /** Keeps new vectors; a passage that is gone meanwhile needs none. */
    void keep(Job job, List<Waiting> passages, List<float[]> vectors, Duration lease) {
        database.change(
                sql -> {
                    hold(sql, job, lease);
                    for (int i = 0; i < passages.size(); i++) {
                        sql.sql(
                                        """
                                        insert into next_vector (passage_id, collection_id, vector)
                                        select id, collection_id, :vector from passage where id = :passage
                                        on conflict (passage_id) do nothing""")
                                .param("passage", passages.get(i).passage())
                                .param("vector", Vectors.bytes(vectors.get(i)))
                                .update();
                    }
                });
    }

    /**
     * Goes over to the model, if every passage has its new vector.
     *
     * @return false if passages have been added meanwhile
     */
    boolean finish(Job job) {
        return database.write(
                sql -> {
                    hold(sql, job, Duration.ZERO);
                    if (!waiting(job, 1).isEmpty()) {
                        return false;
                    }
                    sql.sql(
                                    """
                                    update passage
                                    set vector = (select n.vector from next_vector n where n.passage_id = passage.id)
                                    where collection_id = :id""")
                            .param("id", job.collection())
                            .update();
                    sql.sql(
                                    """
                                    update collection
                                    set embedding_model = next_model, next_model = null, next_runner_id = null,
                                        changes = changes + 1, updated_at = :now
                                    where id = :id""")
                            .param("now", clock.millis())
                            .param("id", job.collection())
                            .update();
                    forget(sql, job.collection());
                    return true;
                });
    }

    /** Lets go of the collection for a while. */
    void release(Job job, Duration pause) {
        database.change(sql -> hold(sql, job, pause));
    }

    /** Whatever was being worked on is free: for a process that knows that it is alone. */
    void releaseAll() {
        database.change(
                sql ->
                        sql.sql("update collection set next_due_at = 0 where next_due_at > 0")
                                .update());
    }

    private void hold(JdbcClient sql, Job job, Duration lease) {
        int held =
                sql.sql(
                                """
                                update collection set next_due_at = :until
                                where id = :id and next_runner_id = :runner and next_model = :model""")
                        .param("until", clock.millis() + lease.toMillis())
                        .param("id", job.collection())
                        .param("runner", job.runner())
                        .param("model", job.model())
                        .update();
        if (held == 0) {
            throw new Lost();
        }
    }

    private static void forget(JdbcClient sql, UUID collection) {
        sql.sql("delete from next_vector where collection_id = :id")
                .param("id", collection)
                .update();
    }
}
