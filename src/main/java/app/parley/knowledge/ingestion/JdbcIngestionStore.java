package app.parley.knowledge.ingestion;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.TextForm;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The queue of documents that are not searchable yet. Whoever takes one has it for a while; every
 * write renews that and is refused to those who have lost it, so that nothing is done twice.
 */
public class JdbcIngestionStore {
    private static final TypeReference<List<Integer>> OFFSETS = new TypeReference<>() {};

    private final Database database;
    private final Clock clock;

    public JdbcIngestionStore(Database database, Clock clock) {
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

    /** The collection has gone over to another model, and vectors of two are never mixed. */
    static final class OtherModel extends RuntimeException {
        OtherModel() {
            super("the collection is embedded by another model now", null, false, false);
        }
    }

    /** Another has taken the document, or it is gone. */
    static final class Lost extends RuntimeException {
        Lost() {
            super("another works on the document, or it is gone", null, false, false);
        }
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

    /** Says how far the document is, and keeps it for as long. */
    void reach(Job job, DocumentState state, Duration lease) {
        held(
                job,
                lease,
                sql ->
                        sql.sql(
                                        "update document set state = :state, updated_at = :now where id = :id")
                                .param("state", state.code())
                                .param("now", clock.millis())
                                .param("id", job.document())
                                .update());
    }

    /** Keeps what was fetched in place of what an earlier attempt had fetched. */
    void keepFile(Job job, Blob blob, String mediaType, Duration lease) {
        held(
                job,
                lease,
                sql ->
                        sql.sql(
                                        """
                                        update document set blob_id = :blob, size = :size, media_type = :type, updated_at = :now
                                        where id = :id""")
                                .param("blob", blob.id())
                                .param("size", blob.size())
                                .param("type", mediaType)
                                .param("now", clock.millis())
                                .param("id", job.document())
                                .update());
    }

    /** What was read before, by an attempt that did not come to its end. */
    Optional<ExtractedText> text(Job job) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.title, t.text, t.form, t.page_starts
                                        from document_text t join document d on d.id = t.document_id
                                        where t.document_id = :id""")
                                .param("id", job.document())
                                .query(
                                        (row, _) ->
                                                new ExtractedText(
                                                        row.getString("title"),
                                                        row.getString("text"),
                                                        TextForm.of(row.getString("form")),
                                                        JsonMapper.shared()
                                                                .readValue(
                                                                        row.getString(
                                                                                "page_starts"),
                                                                        OFFSETS)))
                                .optional());
    }

    void keepText(Job job, ExtractedText text, Duration lease) {
        held(
                job,
                lease,
                sql -> {
                    countAnew(sql, job);
                    sql.sql("delete from passage where document_id = :id")
                            .param("id", job.document())
                            .update();
                    put(sql, job, text);
                    sql.sql("update document set title = :title, pages = :pages where id = :id")
                            .param("title", text.title() == null ? job.title() : text.title())
                            .param("pages", pages(text), Types.INTEGER)
                            .param("id", job.document())
                            .update();
                });
    }

    private static void put(JdbcClient sql, Job job, ExtractedText text) {
        sql.sql(
                        """
                        insert into document_text (document_id, text, form, page_starts)
                        values (:id, :text, :form, :pages)
                        on conflict (document_id) do update
                        set text = excluded.text, form = excluded.form, page_starts = excluded.page_starts""")
                .param("id", job.document())
                .param("text", text.text())
                .param("form", text.form().code())
                .param("pages", JsonMapper.shared().writeValueAsString(text.pageStarts()))
                .update();
    }

    /** The new version has the text of the earlier one: its passages stay. */
    void keepEarlierText(Job job, Duration lease) {
        held(job, lease, sql -> countAnew(sql, job));
    }

    /** Only what gets nowhere is given up: a document that comes along may be cut off often. */
    private static void countAnew(JdbcClient sql, Job job) {
        sql.sql("update ingestion set attempts = 1, reread = false where document_id = :id")
                .param("id", job.document())
                .update();
    }

    /** Where a stored passage begins and ends. */
    record Span(int ordinal, int start, int end) {}

    /** The last passage that is stored. */
    Optional<Span> lastPassage(Job job) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select ordinal, start_offset, end_offset from passage
                                        where document_id = :id order by ordinal desc limit 1""")
                                .param("id", job.document())
                                .query(
                                        (row, _) ->
                                                new Span(
                                                        row.getInt("ordinal"),
                                                        row.getInt("start_offset"),
                                                        row.getInt("end_offset")))
                                .optional());
    }

    void dropPassages(Job job, Duration lease) {
        held(
                job,
                lease,
                sql ->
                        sql.sql("delete from passage where document_id = :id")
                                .param("id", job.document())
                                .update());
    }

    /** Adds passages behind those that are there, and says how far that is. */
    void keepPassages(
            Job job, String text, int first, List<NewPassage> passages, int total, Duration lease) {
        held(
                job,
                lease,
                sql -> {
                    requireModel(sql, job);
                    countAnew(sql, job);
                    JdbcPassageStore.insert(
                            sql, job.collection(), job.document(), text, first, passages);
                    sql.sql(
                                    """
                                    update document set state = 'embedding', done = :done, total = :total, updated_at = :now
                                    where id = :id""")
                            .param("done", first + passages.size())
                            .param("total", total)
                            .param("now", clock.millis())
                            .param("id", job.document())
                            .update();
                });
    }

    /** Holds off whoever would take the collection over to another model until this is written. */
    private void requireModel(JdbcClient sql, Job job) {
        var model =
                sql.sql(
                                "select embedding_model from collection where id = :id "
                                        + database.dialect().forUpdate())
                        .param("id", job.collection())
                        .query(String.class)
                        .single();
        if (!model.equals(job.model())) {
            throw new OtherModel();
        }
    }

    /**
     * Makes a document searchable of which nothing was kept before, in one step: {@link #keepText},
     * {@link #keepPassages} and {@link #finish}.
     */
    void complete(Job job, ExtractedText text, List<NewPassage> passages) {
        database.change(
                sql -> {
                    int held =
                            sql.sql(
                                            "delete from ingestion where document_id = :id and runner_id = :runner")
                                    .param("id", job.document())
                                    .param("runner", job.runner())
                                    .update();
                    if (held == 0) {
                        throw new Lost();
                    }
                    requireModel(sql, job);
                    put(sql, job, text);
                    JdbcPassageStore.insert(
                            sql, job.collection(), job.document(), text.text(), 0, passages);
                    sql.sql("update collection set changes = changes + 1 where id = :id")
                            .param("id", job.collection())
                            .update();
                    sql.sql(
                                    """
                                    update document
                                    set state = 'ready', done = null, total = null, title = :title, pages = :pages,
                                        passage_count = :passages, token_count = :tokens, updated_at = :now,
                                        changed_in = (select changes from collection where id = :collection)
                                    where id = :id""")
                            .param("title", text.title() == null ? job.title() : text.title())
                            .param("pages", pages(text), Types.INTEGER)
                            .param("passages", passages.size())
                            .param("tokens", passages.stream().mapToInt(NewPassage::tokens).sum())
                            .param("now", clock.millis())
                            .param("collection", job.collection())
                            .param("id", job.document())
                            .update();
                });
    }

    private static @Nullable Integer pages(ExtractedText text) {
        return text.pageStarts().isEmpty() ? null : text.pageStarts().size();
    }

    /** Makes the document searchable and takes it from the queue. */
    public void finish(Job job) {
        held(
                job,
                Duration.ZERO,
                sql -> {
                    sql.sql("update collection set changes = changes + 1 where id = :id")
                            .param("id", job.collection())
                            .update();
                    sql.sql(
                                    """
                                    update document
                                    set state = 'ready', done = null, total = null, updated_at = :now,
                                        passage_count = (select count(*) from passage where document_id = :id),
                                        token_count = (select coalesce(sum(tokens), 0) from passage where document_id = :id),
                                        changed_in = (select changes from collection where id = :collection)
                                    where id = :id""")
                            .param("now", clock.millis())
                            .param("collection", job.collection())
                            .param("id", job.document())
                            .update();
                    sql.sql("delete from ingestion where document_id = :id")
                            .param("id", job.document())
                            .update();
                });
    }

    /** Ends the document's way with a reason, and takes it from the queue. */
    void fail(Job job, String code, String message) {
        held(
                job,
                Duration.ZERO,
                sql -> {
                    sql.sql("delete from passage where document_id = :id")
                            .param("id", job.document())
                            .update();
                    sql.sql(
                                    """
                                    update document
                                    set state = 'failed', done = null, total = null, error_code = :code,
                                        error_message = :message, updated_at = :now
                                    where id = :id""")
                            .param("code", code)
                            .param("message", message)
                            .param("now", clock.millis())
                            .param("id", job.document())
                            .update();
                    sql.sql("delete from ingestion where document_id = :id")
                            .param("id", job.document())
                            .update();
                });
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

    private interface Work {
        void on(JdbcClient sql);
    }

    private void held(Job job, Duration lease, Work work) {
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
