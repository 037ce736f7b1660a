package app.parley.knowledge.ingestion;

import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The queue of documents that are not searchable yet. Whoever takes one has it for a while; every
 * write renews that and is refused to those who have lost it.
 */
public class JdbcJobStore {
    private final Database database;
    private final Clock clock;

    public JdbcJobStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A document that somebody works on.
     *
     * @param attempt how often it was taken since something of it was written down last
     * @param address what to fetch; null for a file
     * @param ofSite whether a crawl fetches it
     * @param begun whether a text of it is there
     * @param reread whether the text that is there is an earlier version's
     * @param blob the file, or what was fetched; null while nothing was
     * @param model what the collection's vectors are made by
     */
    public record Job(
            UUID document,
            UUID collection,
            UUID runner,
            int attempt,
            String title,
            String location,
            String mediaType,
            @Nullable String address,
            boolean ofSite,
            boolean begun,
            boolean reread,
            @Nullable UUID blob,
            int passageTokens,
            int overlapTokens,
            String model) {}

    /** Another has taken the document, or it is gone. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another works on the document, or it is gone", null, false, false);
        }
    }

    /** Queues a document that is new, behind those of the same owner. */
    public static void enqueue(JdbcClient sql, UUID document, long now) {
        sql.sql(
                        """
                        insert into ingestion (document_id, owner_id, place, attempts, due_at, created_at)
                        select d.id, c.owner_id,
                               (select count(*) from ingestion waiting where waiting.owner_id = c.owner_id),
                               0, :now, :now
                        from document d join collection c on c.id = d.collection_id where d.id = :id""")
                .param("id", document)
                .param("now", now)
                .update();
    }

    /**
     * Queues a document whose file has changed; whoever reads the earlier one loses it. Its text
     * and passages stay until it is known what has become of them.
     *
     * @return where the earlier file still is
     */
    public static List<UUID> renew(
            JdbcClient sql, UUID document, Blob file, String mediaType, long now) {
        var earlier =
                sql.sql("select blob_id from document where id = :id and blob_id is not null")
                        .param("id", document)
                        .query((row, _) -> Columns.uuid(row, "blob_id"))
                        .list();
        sql.sql(
                        """
                        update document
                        set blob_id = :blob, size = :size, media_type = :type, state = 'queued', done = null,
                            total = null, error_code = null, error_message = null, updated_at = :now
                        where id = :id""")
                .param("blob", file.id())
                .param("size", file.size())
                .param("type", mediaType)
                .param("now", now)
                .param("id", document)
                .update();
        sql.sql(
                        """
                        insert into ingestion (document_id, owner_id, place, attempts, due_at, created_at, reread)
                        select d.id, c.owner_id,
                               (select count(*) from ingestion waiting where waiting.owner_id = c.owner_id),
                               0, :now, :now, true
                        from document d join collection c on c.id = d.collection_id where d.id = :id
                        on conflict (document_id) do update
                        set attempts = 0, runner_id = null, due_at = excluded.due_at, reread = true""")
                .param("id", document)
                .param("now", now)
                .update();
        return earlier;
    }

    /**
     * Takes the next document.
     *
     * @param runner new for each taking, so that an earlier one is told from this
     */
    public Optional<Job> take(UUID runner, Duration lease) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    return sql.sql(
                                    """
                                    update ingestion
                                    set runner_id = :runner, due_at = :until, attempts = attempts + 1
                                    where due_at <= :now and document_id =
                                        (select document_id from ingestion where due_at <= :now
                                         order by place, created_at, document_id limit 1)
                                    returning document_id""")
                            .param("runner", runner)
                            .param("until", now + lease.toMillis())
                            .param("now", now)
                            .query((row, _) -> Columns.uuid(row, "document_id"))
                            .optional()
                            .map(next -> job(sql, next, runner));
                });
    }

    private static Job job(JdbcClient sql, UUID document, UUID runner) {
        return sql.sql(
                        """
                        select i.attempts, i.reread, d.title, d.location, d.media_type, d.address, d.blob_id,
                               d.collection_id, d.site_id, c.passage_tokens, c.overlap_tokens,
                               c.embedding_model,
                               exists (select 1 from document_text t where t.document_id = d.id) as begun
                        from ingestion i join document d on d.id = i.document_id
                        join collection c on c.id = d.collection_id where i.document_id = :id""")
                .param("id", document)
                .query(
                        (row, _) ->
                                new Job(
                                        document,
                                        Columns.uuid(row, "collection_id"),
                                        runner,
                                        row.getInt("attempts"),
                                        row.getString("title"),
                                        row.getString("location"),
                                        row.getString("media_type"),
                                        row.getString("address"),
                                        row.getString("site_id") != null,
                                        row.getBoolean("begun"),
                                        row.getBoolean("reread"),
                                        Columns.nullableUuid(row, "blob_id"),
                                        row.getInt("passage_tokens"),
                                        row.getInt("overlap_tokens"),
                                        row.getString("embedding_model")))
                .single();
    }

    /**
     * Puts the document back into the queue.
     *
     * @param counts whether this attempt was one
     */
    void release(Job job, boolean counts, Duration pause) {
        held(
                job,
                pause,
                sql ->
                        sql.sql(
                                        """
                                        update ingestion set runner_id = null, attempts = attempts - :uncounted
                                        where document_id = :id""")
                                .param("uncounted", counts ? 0 : 1)
                                .param("id", job.document())
                                .update());
    }

    /** Takes the document from the queue, for good. */
    static void leave(JdbcClient sql, Job job) {
        sql.sql("delete from ingestion where document_id = :id")
                .param("id", job.document())
                .update();
    }

    /** Whatever was being worked on is free: for a process that knows that it is alone. */
    void releaseAll() {
        database.change(
                sql ->
                        sql.sql(
                                        "update ingestion set due_at = :now, runner_id = null where due_at > :now")
                                .param("now", clock.millis())
                                .update());
    }

    /** How many documents wait or are worked on. */
    int waiting() {
        return database.read(
                sql -> sql.sql("select count(*) from ingestion").query(Integer.class).single());
    }

    /** Something that is done to a document while it is held. */
    interface Work {
        void on(JdbcClient sql);
    }

    /**
     * Does something to the document in a transaction, if it is still the runner's, and keeps it
     * for as long.
     *
     * @throws Lost if it is not
     */
    void held(Job job, Duration lease, Work work) {
        database.change(
                sql -> {
                    int held =
                            sql.sql(
                                            """
                                            update ingestion set due_at = :until
                                            where document_id = :id and runner_id = :runner""")
                                    .param("until", clock.millis() + lease.toMillis())
                                    .param("id", job.document())
                                    .param("runner", job.runner())
                                    .update();
                    if (held == 0) {
                        throw new Lost();
                    }
                    work.on(sql);
                });
    }
}
