package app.parley.knowledge.document;

import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All collections of one person, to be taken along or deleted. */
@Component
class JdbcKnowledgeDataStore {
    private static final UUID BEGINNING = new UUID(0, 0);

    private final Database database;

    JdbcKnowledgeDataStore(Database database) {
        this.database = database;
    }

    /** A collection as its owner takes it along. */
    record TakenCollection(
            UUID id,
            String name,
            String description,
            String everyone,
            String embeddingModel,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * A document as its owner takes it along.
     *
     * @param blob its file, where it has one
     */
    record TakenDocument(
            UUID id,
            String title,
            String location,
            String mediaType,
            long size,
            String state,
            @Nullable String address,
            @Nullable UUID blob,
            Instant createdAt) {}

    /** A site whose pages are documents. */
    record TakenSite(String url, String form, Instant createdAt) {}

    /** A page of the web that was read for an answer. */
    record TakenPage(UUID id, String address, String title, String text, Instant readAt) {}

    record Deleted(long documents, long passages, List<UUID> files) {}

    /** Also the one of what was attached to questions. */
    List<TakenCollection> collections(UUID owner) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, name, description, everyone, embedding_model, created_at,
                                            updated_at
                                        from collection where owner_id = :owner order by id""")
                                .param("owner", owner)
                                .query(
                                        (row, _) ->
                                                new TakenCollection(
                                                        Columns.uuid(row, "id"),
                                                        row.getString("name"),
                                                        row.getString("description"),
                                                        row.getString("everyone"),
                                                        row.getString("embedding_model"),
                                                        Columns.instant(row, "created_at"),
                                                        Columns.instant(row, "updated_at")))
                                .list());
    }

    List<TakenDocument> documents(UUID owner, UUID collection, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.id, d.title, d.location, d.media_type, d.size, d.state, d.address,
                                            d.blob_id, d.created_at
                                        from document d join collection c on c.id = d.collection_id
                                        where c.owner_id = :owner and c.id = :collection and d.id > :after
                                        order by d.id limit :limit""")
                                .param("owner", owner)
                                .param("collection", collection)
                                .param("after", after == null ? BEGINNING : after)
                                .param("limit", limit)
                                .query((row, _) -> document(row))
                                .list());
    }

    private static TakenDocument document(ResultSet row) throws SQLException {
        return new TakenDocument(
                Columns.uuid(row, "id"),
                row.getString("title"),
                row.getString("location"),
                row.getString("media_type"),
                row.getLong("size"),
                row.getString("state"),
                row.getString("address"),
                Columns.nullableUuid(row, "blob_id"),
                Columns.instant(row, "created_at"));
    }

    /** What was read in the document; empty where nothing was. */
    String text(UUID owner, UUID document) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select t.text from document_text t join document d on d.id = t.document_id
                                        join collection c on c.id = d.collection_id
                                        where c.owner_id = :owner and d.id = :document""")
                                .param("owner", owner)
                                .param("document", document)
                                .query(String.class)
                                .optional()
                                .orElse(""));
    }

    List<TakenSite> sites(UUID owner, UUID collection) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select s.url, s.form, s.created_at
                                        from site s join collection c on c.id = s.collection_id
                                        where c.owner_id = :owner and c.id = :collection order by s.id""")
                                .param("owner", owner)
                                .param("collection", collection)
                                .query(
                                        (row, _) ->
                                                new TakenSite(
                                                        row.getString("url"),
                                                        row.getString("form"),
                                                        Columns.instant(row, "created_at")))
                                .list());
    }

    List<TakenPage> pages(UUID owner, @Nullable UUID after, int limit) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, address, title, text, read_at from read_page
                                        where owner_id = :owner and id > :after order by id limit :limit""")
                                .param("owner", owner)
                                .param("after", after == null ? BEGINNING : after)
                                .param("limit", limit)
                                .query(
                                        (row, _) ->
                                                new TakenPage(
                                                        Columns.uuid(row, "id"),
                                                        row.getString("address"),
                                                        row.getString("title"),
                                                        row.getString("text"),
                                                        Columns.instant(row, "read_at")))
                                .list());
    }

    /**
     * Deletes the collections with everything in them, and what others have shared with the person.
     * What they have added to the collections of others is those others'.
     */
    Deleted erase(UUID person) {
        return database.write(
                sql -> {
                    long documents =
                            sql.sql(
                                            """
                                            select count(*) from collection c
                                            join document d on d.collection_id = c.id
                                            where c.owner_id = :person""")
                                    .param("person", person)
                                    .query(Long.class)
                                    .single();
                    long passages =
                            sql.sql(
                                            """
                                            select count(*) from collection c
                                            join passage p on p.collection_id = c.id
                                            where c.owner_id = :person""")
                                    .param("person", person)
                                    .query(Long.class)
                                    .single();
                    var files =
                            sql.sql(
                                            """
                                            select d.blob_id from collection c
                                            join document d on d.collection_id = c.id
                                            where c.owner_id = :person and d.blob_id is not null""")
                                    .param("person", person)
                                    .query((row, _) -> Columns.uuid(row, "blob_id"))
                                    .list();
                    sql.sql("delete from collection where owner_id = :person")
                            .param("person", person)
                            .update();
                    sql.sql("delete from collection_grant where user_id = :person")
                            .param("person", person)
                            .update();
                    return new Deleted(documents, passages, files);
                });
    }
}
