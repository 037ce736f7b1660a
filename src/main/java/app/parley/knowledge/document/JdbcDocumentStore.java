package app.parley.knowledge.document;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;
import static app.parley.knowledge.collection.CollectionAccess.WRITABLE;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.knowledge.ingestion.JdbcJobStore;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents as people see and change them. What one may not read looks as if it were not there. */
public class JdbcDocumentStore {
    private final Database database;
    private final Clock clock;

    public JdbcDocumentStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A file that is to become a document. */
    public record NewFile(UUID id, String title, String location, String mediaType, Blob blob) {}

    public Optional<StoredDocument> document(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.*, c.name as collection_name, coalesce(t.text, '') as text
                                        from document d join %s c on c.id = d.collection_id
                                        left join document_text t on t.document_id = d.id
                                        where d.id = :id"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("id", id)
                                .query(
                                        (row, _) ->
                                                new StoredDocument(
                                                        item(row),
                                                        row.getString("collection_name"),
                                                        row.getString("text")))
                                .optional());
    }

    public Optional<DocumentItem> find(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select d.* from document d join %s c on c.id = d.collection_id where d.id = :id"
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("id", id)
                                .query((row, _) -> item(row))
                                .optional());
    }

    /**
     * The newest first.
     *
     * @param after the last of the page before; null for the first page
     * @param state null for any
     * @param words what the title or the location has in it; empty for anything
     */
    public List<DocumentItem> list(
            UUID reader,
            UUID collection,
            @Nullable UUID after,
            @Nullable DocumentState state,
            String words,
            int limit) {
        var query =
                new StringBuilder(
                        "select d.* from document d join %s c on c.id = d.collection_id where c.id = :collection"
                                .formatted(READABLE));
        if (after != null) {
            query.append(" and d.id < :after");
        }
        if (state != null) {
            query.append(" and d.state = :state");
        }
        if (!words.isEmpty()) {
            query.append(
                    " and (lower(d.title) like :words escape '!' or lower(d.location) like :words escape '!')");
        }
        query.append(" order by d.id desc limit :limit");
        return database.read(
                sql -> {
                    var list =
                            sql.sql(query.toString())
                                    .param("reader", reader)
                                    .param("collection", collection)
                                    .param("limit", limit);
                    if (after != null) {
                        list = list.param("after", after);
                    }
                    if (state != null) {
                        list = list.param("state", state.code());
                    }
                    if (!words.isEmpty()) {
                        list = list.param("words", "%" + escaped(words) + "%");
                    }
                    return list.query((row, _) -> item(row)).list();
                });
    }

    /** The passages of a document in reading order, from this ordinal on. */
    public List<PassageItem> passages(UUID reader, UUID id, int from, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select p.id, p.ordinal, p.header, p.section, p.text, p.start_offset,
                                               p.end_offset, p.page, p.tokens
                                        from passage p join %s c on c.id = p.collection_id
                                        where p.document_id = :id and p.ordinal >= :from
                                        order by p.ordinal limit :limit"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("id", id)
                                .param("from", from)
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new PassageItem(
                                                        Columns.uuid(row, "id"),
                                                        row.getInt("ordinal"),
                                                        row.getString("header"),
                                                        row.getString("section"),
                                                        row.getString("text"),
                                                        row.getInt("start_offset"),
                                                        row.getInt("end_offset"),
                                                        Columns.nullableInt(row, "page"),
                                                        row.getInt("tokens")))
                                .list());
    }

    /** Where the document's file is; none where it has no file or may not be read. */
    public Optional<UUID> blob(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                                select d.blob_id from document d join %s c on c.id = d.collection_id
                                                where d.id = :id and d.blob_id is not null"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("id", id)
                                .query((row, _) -> Columns.uuid(row, "blob_id"))
                                .optional());
    }

    /**
     * Adds a document to the collection and to the queue.
     *
     * @return false if the collection has these bytes already, or the writer may not write to it
     */
    public boolean add(UUID writer, UUID collection, NewFile file) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    boolean added =
                            sql.sql(
                                                    """
                                                    insert into document (id, collection_id, title, location, media_type, size,
                                                                          sha256, blob_id, state, created_at, updated_at)
                                                    select :id, c.id, :title, :location, :type, :size,
                                                           :sha256, :blob, 'queued', :now, :now
                                                    from %s c where c.id = :collection
                                                    on conflict do nothing"""
                                                            .formatted(WRITABLE))
                                            .param("reader", writer)
                                            .param("id", file.id())
                                            .param("collection", collection)
                                            .param("title", file.title())
                                            .param("location", file.location())
                                            .param("type", file.mediaType())
                                            .param("size", file.blob().size())
                                            .param("sha256", file.blob().sha256())
                                            .param("blob", file.blob().id())
                                            .param("now", now)
                                            .update()
                                    > 0;
                    if (added) {
                        JdbcJobStore.enqueue(sql, file.id(), now);
                    }
                    return added;
                });
    }

    /**
     * Adds a page that is still to be fetched.
     *
     * @return false if the collection has this address already, or the writer may not write to it
     */
    public boolean addPage(UUID writer, UUID collection, UUID id, String address) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    boolean added =
                            sql.sql(
                                                    """
                                                    insert into document (id, collection_id, title, location, address, media_type,
                                                                          state, created_at, updated_at)
                                                    select :id, c.id, :address, :address, :address, 'text/html',
                                                           'queued', :now, :now
                                                    from %s c where c.id = :collection
                                                    on conflict do nothing"""
                                                            .formatted(WRITABLE))
                                            .param("reader", writer)
                                            .param("id", id)
                                            .param("collection", collection)
                                            .param("address", address)
                                            .param("now", now)
                                            .update()
                                    > 0;
                    if (added) {
                        JdbcJobStore.enqueue(sql, id, now);
                    }
                    return added;
                });
    }

    /**
     * Adds a page of a site, which was fetched, to the collection and to the queue.
     *
     * @return false if the collection has this address already
     */
    public static boolean add(JdbcClient sql, SitePage page, long now) {
        boolean added =
                sql.sql(
                                        """
                                        insert into document (id, collection_id, site_id, title, location, address,
                                                              media_type, size, blob_id, state, created_at, updated_at)
                                        values (:id, :collection, :site, :address, :address, :address,
                                                :type, :size, :blob, 'queued', :now, :now)
                                        on conflict do nothing""")
                                .param("id", page.id())
                                .param("collection", page.collection())
                                .param("site", page.site())
                                .param("address", page.address())
                                .param("type", page.mediaType())
                                .param("size", page.blob().size())
                                .param("blob", page.blob().id())
                                .param("now", now)
                                .update()
                        > 0;
        if (added) {
            JdbcJobStore.enqueue(sql, page.id(), now);
        }
        return added;
    }

    /** The document of the collection that is fetched from this address. */
    Optional<DocumentItem> withAddress(UUID reader, UUID collection, String address) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.* from document d join %s c on c.id = d.collection_id
                                        where c.id = :collection and d.address = :address"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("collection", collection)
                                .param("address", address)
                                .query((row, _) -> item(row))
                                .optional());
    }

    /** The document of the collection that has these bytes. */
    public Optional<DocumentItem> withContent(UUID reader, UUID collection, String sha256) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.* from document d join %s c on c.id = d.collection_id
                                        where c.id = :collection and d.sha256 = :sha256"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("collection", collection)
                                .param("sha256", sha256)
                                .query((row, _) -> item(row))
                                .optional());
    }

    /**
     * Begins a failed document anew.
     *
     * @return false if it has not failed, or the writer may not write to its collection
     */
    public boolean retry(UUID writer, UUID id) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    boolean failed =
                            sql.sql(
                                                    """
                                                    update document
                                                    set state = 'queued', done = null, total = null, error_code = null,
                                                        error_message = null, updated_at = :now
                                                    where id = :id and state = 'failed'
                                                        and collection_id in (select id from %s writable)"""
                                                            .formatted(WRITABLE))
                                            .param("reader", writer)
                                            .param("id", id)
                                            .param("now", now)
                                            .update()
                                    > 0;
                    if (failed) {
                        sql.sql("delete from document_text where document_id = :id")
                                .param("id", id)
                                .update();
                        sql.sql("delete from passage where document_id = :id")
                                .param("id", id)
                                .update();
                        JdbcJobStore.enqueue(sql, id, now);
                    }
                    return failed;
                });
    }

    /** Those of the documents that are the owner's attachments. */
    List<UUID> attachments(UUID owner, Set<UUID> documents) {
        return documents.isEmpty()
                ? List.of()
                : database.read(
                        sql ->
                                sql.sql(
                                                """
                                                select d.id from document d join collection c on c.id = d.collection_id
                                                where c.owner_id = :owner and c.purpose = 'attachments' and d.id in (:ids)""")
                                        .param("owner", owner)
                                        .param("ids", documents)
                                        .query((row, _) -> Columns.uuid(row, "id"))
                                        .list());
    }

    /** A document that is gone, and where its file still is. */
    record Removed(UUID collection, @Nullable UUID blob) {}

    /** Removes text, passages and vectors with it; the index and the file are for the caller. */
    public Optional<Removed> delete(UUID writer, UUID id) {
        return database.write(
                sql -> {
                    var found =
                            sql.sql(
                                            """
                                            select c.id, d.blob_id from document d join %s c on c.id = d.collection_id
                                            where d.id = :id"""
                                                    .formatted(WRITABLE))
                                    .param("reader", writer)
                                    .param("id", id)
                                    .query(
                                            (row, _) ->
                                                    new Removed(
                                                            Columns.uuid(row, "id"),
                                                            Columns.nullableUuid(row, "blob_id")))
                                    .optional();
                    found.ifPresent(
                            removed ->
                                    remove(sql, removed.collection(), List.of(id), clock.millis()));
                    return found;
                });
    }

    /**
     * Removes documents of one collection within a transaction.
     *
     * @return where their files still are
     */
    public static List<UUID> remove(
            JdbcClient sql, UUID collection, List<UUID> documents, long now) {
        if (documents.isEmpty()) {
            return List.of();
        }
        var files =
                sql.sql("select blob_id from document where id in (:ids) and blob_id is not null")
                        .param("ids", documents)
                        .query((row, _) -> Columns.uuid(row, "blob_id"))
                        .list();
        sql.sql("update collection set changes = changes + 1, updated_at = :now where id = :id")
                .param("now", now)
                .param("id", collection)
                .update();
        sql.sql(
                        """
                        insert into removed_document (collection_id, document_id, removed_in)
                        select c.id, d.id, c.changes from document d join collection c on c.id = d.collection_id
                        where d.id in (:ids)
                        on conflict (collection_id, document_id) do update set removed_in = excluded.removed_in""")
                .param("ids", documents)
                .update();
        sql.sql("delete from document where id in (:ids)").param("ids", documents).update();
        return files;
    }

    /** Where the files of a collection are. */
    List<UUID> blobs(UUID owner, UUID collection) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.blob_id from document d join collection c on c.id = d.collection_id
                                        where c.owner_id = :owner and c.id = :collection and d.blob_id is not null""")
                                .param("owner", owner)
                                .param("collection", collection)
                                .query((row, _) -> Columns.uuid(row, "blob_id"))
                                .list());
    }

    /** Those of the files that a document refers to. */
    Set<UUID> referred(Collection<UUID> blobs) {
        return blobs.isEmpty()
                ? Set.of()
                : database.read(
                        sql ->
                                new HashSet<>(
                                        sql.sql(
                                                        "select blob_id from document where blob_id in (:ids)")
                                                .param("ids", blobs)
                                                .query((row, _) -> Columns.uuid(row, "blob_id"))
                                                .list()));
    }

    /** The bytes of all files in the collections of this collection's owner. */
    long bytesOfOwner(UUID collection) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select coalesce(sum(d.size), 0) from document d
                                        join collection c on c.id = d.collection_id
                                        where d.blob_id is not null and c.owner_id =
                                            (select owner_id from collection where id = :collection)""")
                                .param("collection", collection)
                                .query(Long.class)
                                .single());
    }

    private static String escaped(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    static DocumentItem item(ResultSet row) throws SQLException {
        var state = DocumentState.of(row.getString("state"));
        var total = Columns.nullableInt(row, "total");
        var error = row.getString("error_code");
        return new DocumentItem(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "collection_id"),
                Columns.nullableUuid(row, "site_id"),
                row.getString("title"),
                row.getString("location"),
                row.getString("media_type"),
                row.getLong("size"),
                state,
                total == null || state != DocumentState.EMBEDDING
                        ? null
                        : new Progress(row.getInt("done"), total),
                error == null
                        ? null
                        : new DocumentItem.Failure(error, row.getString("error_message")),
                Columns.nullableInt(row, "pages"),
                row.getInt("passage_count"),
                row.getInt("token_count"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }
}
