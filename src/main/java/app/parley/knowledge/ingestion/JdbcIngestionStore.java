package app.parley.knowledge.ingestion;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.TextForm;
import app.parley.knowledge.index.JdbcPassageStore;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.knowledge.ingestion.JdbcJobStore.Job;
import app.parley.platform.blob.BlobStore.Blob;
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
 * What is written down of a document on its way from a file to passages. Every write is refused to
 * those who have lost the document, so that nothing is done twice.
 */
public class JdbcIngestionStore {
    private static final TypeReference<List<Integer>> OFFSETS = new TypeReference<>() {};

    private final JdbcJobStore jobs;
    private final Database database;
    private final Clock clock;

    public JdbcIngestionStore(JdbcJobStore jobs, Database database, Clock clock) {
        this.jobs = jobs;
        this.database = database;
        this.clock = clock;
    }

    /** The collection has gone over to another model, and vectors of two are never mixed. */
    static final class OtherModel extends RuntimeException {
        OtherModel() {
            super("the collection is embedded by another model now", null, false, false);
        }
    }

    /** Says how far the document is, and keeps it for as long. */
    void reach(Job job, DocumentState state, Duration lease) {
        jobs.held(
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
        jobs.held(
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
        jobs.held(
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
        jobs.held(job, lease, sql -> countAnew(sql, job));
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
        jobs.held(
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
        jobs.held(
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
     *
     * @param next who takes the next document with the same write; null for nobody
     * @return the next document
     */
    Optional<Job> complete(
            Job job,
            ExtractedText text,
            List<NewPassage> passages,
            @Nullable UUID next,
            Duration lease) {
        return database.write(
                sql -> {
                    int held =
                            sql.sql(
                                            "delete from ingestion where document_id = :id and runner_id = :runner")
                                    .param("id", job.document())
                                    .param("runner", job.runner())
                                    .update();
                    if (held == 0) {
                        throw new JdbcJobStore.Lost();
                    }
                    long change = countChange(sql, job);
                    put(sql, job, text);
                    JdbcPassageStore.insert(
                            sql, job.collection(), job.document(), text.text(), 0, passages);
                    sql.sql(
                                    """
                                    update document
                                    set state = 'ready', done = null, total = null, title = :title, pages = :pages,
                                        passage_count = :passages, token_count = :tokens, updated_at = :now,
                                        changed_in = :change
                                    where id = :id""")
                            .param("title", text.title() == null ? job.title() : text.title())
                            .param("pages", pages(text), Types.INTEGER)
                            .param("passages", passages.size())
                            .param("tokens", passages.stream().mapToInt(NewPassage::tokens).sum())
                            .param("now", clock.millis())
                            .param("change", change)
                            .param("id", job.document())
                            .update();
                    return next == null ? Optional.empty() : jobs.take(next, lease);
                });
    }

    /** Counts up what has changed in the collection, if its vectors are still the job's model's. */
    private static long countChange(JdbcClient sql, Job job) {
        return sql.sql(
                        """
                        update collection set changes = changes + 1
                        where id = :id and embedding_model = :model returning changes""")
                .param("id", job.collection())
                .param("model", job.model())
                .query(Long.class)
                .optional()
                .orElseThrow(OtherModel::new);
    }

    private static @Nullable Integer pages(ExtractedText text) {
        return text.pageStarts().isEmpty() ? null : text.pageStarts().size();
    }

    /** Makes the document searchable and takes it from the queue. */
    public void finish(Job job) {
        jobs.held(
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
                    JdbcJobStore.leave(sql, job);
                });
    }

    /** Ends the document's way with a reason, and takes it from the queue. */
    void fail(Job job, String code, String message) {
        jobs.held(
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
                    JdbcJobStore.leave(sql, job);
                });
    }
}
