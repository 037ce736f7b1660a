package app.parley.knowledge.document;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;

import app.parley.platform.blob.BlobReferences;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Where the files of documents are, and how much room they take. */
public class JdbcDocumentFileStore implements BlobReferences {
    private final Database database;

    public JdbcDocumentFileStore(Database database) {
        this.database = database;
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

    @Override
    public Set<UUID> referred(Collection<UUID> blobs) {
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
                                        where d.collection_id in (select id from collection where owner_id =
                                            (select owner_id from collection where id = :collection))""")
                                .param("collection", collection)
                                .query(Long.class)
                                .single());
    }
}
