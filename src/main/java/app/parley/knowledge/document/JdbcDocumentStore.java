package app.parley.knowledge.document;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents as people see them. What one may not read looks as if it were not there. */
public class JdbcDocumentStore {
    private final Database database;

    public JdbcDocumentStore(Database database) {
        this.database = database;
    }

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
