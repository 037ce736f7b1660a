package app.parley.knowledge;

import static app.parley.knowledge.CollectionAccess.READABLE;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Documents and passages. What a reader may not read looks as if it were not there. */
class JdbcDocumentStore {
    private static final int PAGE = 500;

    private final Database database;
    private final Clock clock;

    JdbcDocumentStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    Optional<StoredDocument> document(UUID reader, UUID id) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select d.id, d.collection_id, c.name, d.title, d.location, d.text
                                        from document d join %s c on c.id = d.collection_id
                                        where d.id = :id"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("id", id)
                                .query(
                                        (row, _) ->
                                                new StoredDocument(
                                                        Columns.uuid(row, "id"),
                                                        Columns.uuid(row, "collection_id"),
                                                        row.getString("name"),
                                                        row.getString("title"),
                                                        row.getString("location"),
                                                        row.getString("text")))
                                .optional());
    }

    /** Those of the passages that the reader may see, in no order. */
    List<StoredPassage> passages(UUID reader, Collection<UUID> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select p.id, p.document_id, d.title, p.section, p.text,
                                               p.start_offset, p.end_offset, p.vector
                                        from passage p
                                        join document d on d.id = p.document_id
                                        join %s c on c.id = p.collection_id
                                        where p.id in (:ids)"""
                                                .formatted(READABLE))
                                .param("reader", reader)
                                .param("ids", ids)
                                .query(
                                        (row, _) ->
                                                new StoredPassage(
                                                        Columns.uuid(row, "id"),
                                                        Columns.uuid(row, "document_id"),
                                                        row.getString("title"),
                                                        row.getString("section"),
                                                        row.getString("text"),
                                                        row.getInt("start_offset"),
                                                        row.getInt("end_offset"),
                                                        Vectors.floats(row.getBytes("vector"))))
                                .list());
    }

    /** All collections, for the index, which serves every reader. */
    List<StoredCollection> collections() {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select id, owner_id, name, embedding_model, revision from collection""")
                                .query(
                                        (row, _) ->
                                                new StoredCollection(
                                                        Columns.uuid(row, "id"),
                                                        Columns.nullableUuid(row, "owner_id"),
                                                        row.getString("name"),
                                                        row.getString("embedding_model"),
                                                        row.getString("revision")))
                                .list());
    }

    /** The passages of a collection, for the index; read a page at a time. */
    Iterable<IndexedPassage> indexed(UUID collection) {
        return () -> new Pages(collection);
    }

    /** Puts a collection with all its documents in the place of what it was. */
    void replace(StoredCollection collection, List<NewDocument> documents) {
        database.change(
                sql -> {
                    long now = clock.millis();
                    boolean known =
                            sql.sql(
                                                    """
                                                    update collection
                                                    set name = :name, embedding_model = :model, revision = :revision,
                                                        updated_at = :now
                                                    where id = :id""")
                                            .param("name", collection.name())
                                            .param("model", collection.embeddingModel())
                                            .param("revision", collection.revision())
                                            .param("now", now)
                                            .param("id", collection.id())
                                            .update()
                                    > 0;
                    if (!known) {
                        insert(sql, collection, now);
                    }
                    sql.sql("delete from document where collection_id = :id")
                            .param("id", collection.id())
                            .update();
                    documents.forEach(document -> insert(sql, collection.id(), document, now));
                });
    }

    private static void insert(JdbcClient sql, StoredCollection collection, long now) {
        sql.sql(
                        """
                        insert into collection
                            (id, owner_id, name, everyone, embedding_model, revision, created_at, updated_at)
                        values (:id, :owner, :name, :everyone, :model, :revision, :now, :now)""")
                .param("id", collection.id())
                .param("owner", collection.owner())
                .param("name", collection.name())
                .param("everyone", (collection.owner() == null ? Share.READ : Share.NONE).code())
                .param("model", collection.embeddingModel())
                .param("revision", collection.revision())
                .param("now", now)
                .update();
    }

    private static void insert(JdbcClient sql, UUID collection, NewDocument document, long now) {
        sql.sql(
                        """
                        insert into document (id, collection_id, title, location, text, created_at, updated_at)
                        values (?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        document.id(),
                        collection,
                        document.title(),
                        document.location(),
                        document.text(),
                        now,
                        now)
                .update();
        int ordinal = 0;
        for (var passage : document.passages()) {
            sql.sql(
                            """
                            insert into passage (id, document_id, collection_id, ordinal, header, section, text,
                                                 start_offset, end_offset, vector)
                            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                    .params(
                            Ids.newId(),
                            document.id(),
                            collection,
                            ordinal++,
                            passage.header(),
                            passage.section(),
                            document.text().substring(passage.start(), passage.end()),
                            passage.start(),
                            passage.end(),
                            Vectors.bytes(passage.vector()))
                    .update();
        }
    }

    /** Walks through the passages of a collection by their ids. */
    private final class Pages implements Iterator<IndexedPassage> {
        private final UUID collection;
        private final Deque<IndexedPassage> page = new ArrayDeque<>();
        private @Nullable UUID last = new UUID(0, 0);

        Pages(UUID collection) {
            this.collection = collection;
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && last != null) {
                page.addAll(after(last));
                last = page.isEmpty() ? null : page.getLast().id();
            }
            return !page.isEmpty();
        }

        @Override
        public IndexedPassage next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return page.removeFirst();
        }

        private List<IndexedPassage> after(UUID id) {
            return database.read(
                    sql ->
                            sql.sql(
                                            """
                                            select id, document_id, header, text, vector from passage
                                            where collection_id = :collection and id > :last
                                            order by id limit :page""")
                                    .param("collection", collection)
                                    .param("last", id)
                                    .param("page", PAGE)
                                    .query(
                                            (row, _) ->
                                                    new IndexedPassage(
                                                            Columns.uuid(row, "id"),
                                                            Columns.uuid(row, "document_id"),
                                                            IndexedPassage.text(
                                                                    row.getString("header"),
                                                                    row.getString("text")),
                                                            Vectors.floats(row.getBytes("vector"))))
                                    .list());
        }
    }
}
