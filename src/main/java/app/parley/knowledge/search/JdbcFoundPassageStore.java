package app.parley.knowledge.search;

import static app.parley.knowledge.collection.CollectionAccess.READABLE;

import app.parley.knowledge.DocumentState;
import app.parley.knowledge.NamedDocument;
import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.StoredPassage;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What a search reads of the passages that it found, and which documents it may look in. */
public class JdbcFoundPassageStore {
    private static final String PASSAGE =
            """
            select p.id, p.document_id, d.title, d.location, p.ordinal, p.section, p.text,
                   p.start_offset, p.end_offset, p.page, p.tokens, p.vector, k.embedding_model
            from passage p join document d on d.id = p.document_id join collection k on k.id = p.collection_id
            """;

    private final Database database;

    public JdbcFoundPassageStore(Database database) {
        this.database = database;
    }

    /** Those of the passages that the reader may see, in no order. */
    public List<StoredPassage> passages(UUID reader, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.read(
                sql ->
                        sql.sql(
                                        PASSAGE
                                                + """
                                                join %s c on c.id = p.collection_id
                                                where p.id in (:ids)"""
                                                        .formatted(READABLE))
                                .param("reader", reader)
                                .param("ids", ids)
                                .query((row, _) -> passage(row))
                                .list());
    }

    /**
     * The passages that stand right before or after one of these in their documents. The caller has
     * asked whether they may be read.
     */
    public List<StoredPassage> nextTo(Collection<UUID> ids) {
        return ids.isEmpty()
                ? List.of()
                : database.read(
                        sql ->
                                sql.sql(
                                                PASSAGE
                                                        + """
                                                        where exists (select 1 from passage n
                                                            where n.id in (:ids) and n.document_id = p.document_id
                                                              and (p.ordinal = n.ordinal - 1 or p.ordinal = n.ordinal + 1))
                                                        and p.document_id in
                                                            (select document_id from passage where id in (:ids))""")
                                        .param("ids", ids)
                                        .query((row, _) -> passage(row))
                                        .list());
    }

    /**
     * All passages of these documents in reading order, if together they cost no more than this;
     * else none. The caller has asked whether they may be read.
     */
    public List<StoredPassage> whole(Set<UUID> documents, int tokens) {
        return database.read(
                sql -> {
                    int cost =
                            sql.sql("select sum(token_count) from document where id in (:ids)")
                                    .param("ids", documents)
                                    .query(Integer.class)
                                    .single();
                    return cost > tokens
                            ? List.of()
                            : sql.sql(
                                            PASSAGE
                                                    + "where p.document_id in (:ids) order by p.document_id, p.ordinal")
                                    .param("ids", documents)
                                    .query((row, _) -> passage(row))
                                    .list();
                });
    }

    /** Those of the documents that the reader may search, with their collections. */
    public Map<UUID, UUID> readableDocuments(UUID reader, Set<UUID> documents) {
        Map<UUID, UUID> readable = new HashMap<>();
        if (!documents.isEmpty()) {
            database.read(
                    sql -> {
                        sql.sql(
                                        """
                                        select d.id, d.collection_id from document d join %s c on c.id = d.collection_id
                                        where d.id in (:ids) and d.state = 'ready'"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("ids", documents)
                                .query(
                                        row -> {
                                            readable.put(
                                                    Columns.uuid(row, "id"),
                                                    Columns.uuid(row, "collection_id"));
                                        });
                        return readable;
                    });
        }
        return readable;
    }

    /** How many of the documents the reader may see. */
    public int count(UUID reader, Set<UUID> documents, boolean searchable) {
        return documents.isEmpty()
                ? 0
                : database.read(
                        sql ->
                                sql.sql(
                                                """
                                                select count(*) from document d join %s c on c.id = d.collection_id
                                                where d.id in (:ids) and (not :searchable or d.state = 'ready')"""
                                                        .formatted(READABLE))
                                        .param("reader", reader)
                                        .param("ids", documents)
                                        .param("searchable", searchable)
                                        .query(Integer.class)
                                        .single());
    }

    /** Those of the documents that the reader may see, by their names. */
    public List<NamedDocument> named(UUID reader, Set<UUID> documents) {
        return documents.isEmpty()
                ? List.of()
                : database.read(
                        sql ->
                                sql.sql(
                                                """
                                                select d.id, d.title, d.state
                                                from document d join %s c on c.id = d.collection_id
                                                where d.id in (:ids)"""
                                                        .formatted(READABLE))
                                        .param("reader", reader)
                                        .param("ids", documents)
                                        .query(
                                                (row, _) ->
                                                        new NamedDocument(
                                                                Columns.uuid(row, "id"),
                                                                row.getString("title"),
                                                                DocumentState.of(
                                                                        row.getString("state"))))
                                        .list());
    }

    private static StoredPassage passage(ResultSet row) throws SQLException {
        return new StoredPassage(
                Columns.uuid(row, "id"),
                Columns.uuid(row, "document_id"),
                row.getString("title"),
                row.getString("location"),
                row.getInt("ordinal"),
                row.getString("section"),
                row.getString("text"),
                row.getInt("start_offset"),
                row.getInt("end_offset"),
                Columns.nullableInt(row, "page"),
                row.getInt("tokens"),
                new Embedding(
                        row.getString("embedding_model"), Vectors.floats(row.getBytes("vector"))));
    }
}
