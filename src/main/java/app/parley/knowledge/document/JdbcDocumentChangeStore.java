package app.parley.knowledge.document;

import static app.parley.knowledge.collection.CollectionAccess.WRITABLE;

import app.parley.knowledge.ingestion.JdbcJobStore;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Documents as they come, begin anew and go. Where one may not write, there is nothing to change.
 */
public class JdbcDocumentChangeStore {
    private final Database database;
    private final Clock clock;

    public JdbcDocumentChangeStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** A file that is to become a document. */
    public record NewFile(UUID id, String title, String location, String mediaType, Blob blob) {}

    /**
     * Adds a document to the collection and to the queue.
     *
     * @return the document; nothing if the collection has these bytes already, or the writer may
     *     not write to it
     */
    public Optional<DocumentItem> add(UUID writer, UUID collection, NewFile file) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    var added =
                            sql.sql(
                                            """
                                            insert into document (id, collection_id, title, location, media_type, size,
                                                                  sha256, blob_id, state, created_at, updated_at)
                                            select :id, c.id, :title, :location, :type, :size,
                                                   :sha256, :blob, 'queued', :now, :now
                                            from %s c where c.id = :collection
                                            on conflict do nothing returning *"""
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
                                    .query((row, _) -> JdbcDocumentStore.item(row))
                                    .optional();
                    added.ifPresent(document -> JdbcJobStore.enqueue(sql, document.id(), now));
                    return added;
                });
    }

    /**
     * Adds a page that is still to be fetched.
     *
     * @return the document; nothing if the collection has this address already, or the writer may
     *     not write to it
     */
    public Optional<DocumentItem> addPage(UUID writer, UUID collection, UUID id, String address) {
        return database.write(
                sql -> {
                    long now = clock.millis();
                    var added =
                            sql.sql(
                                            """
                                            insert into document (id, collection_id, title, location, address, media_type,
                                                                  state, created_at, updated_at)
                                            select :id, c.id, :address, :address, :address, 'text/html',
                                                   'queued', :now, :now
                                            from %s c where c.id = :collection
                                            on conflict do nothing returning *"""
                                                    .formatted(WRITABLE))
                                    .param("reader", writer)
                                    .param("id", id)
                                    .param("collection", collection)
                                    .param("address", address)
                                    .param("now", now)
                                    .query((row, _) -> JdbcDocumentStore.item(row))
                                    .optional();
                    added.ifPresent(document -> JdbcJobStore.enqueue(sql, id, now));
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
}
