package app.parley.knowledge.index;

import app.parley.knowledge.collection.Share;
import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.index.NewDocument.NewPassage;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The passages of documents that can be searched, which an index is made of. Every change of them
 * counts up the collection's changes and is marked with that number, so that an index takes over
 * what it has missed and no more.
 */
public class JdbcPassageStore {
    private static final int PAGE = 500;
    private static final int DOCUMENTS_AT_ONCE = 64;

    private final Database database;
    private final Clock clock;

    public JdbcPassageStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    private static Embedding embedding(ResultSet row) throws SQLException {
        return new Embedding(
                row.getString("embedding_model"), Vectors.floats(row.getBytes("vector")));
    }

    /** All collections, whoever may read them. */
    public List<StoredCollection> collections() {
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

    /** How far every collection is. */
    public Map<UUID, IndexRevision> revisions() {
        return database.read(
                sql ->
                        revisions(
                                sql.sql(
                                        "select id, created_at, changes, embedding_model from collection")));
    }

    /** How far these collections are. */
    public Map<UUID, IndexRevision> revisions(Set<UUID> collections) {
        return collections.isEmpty()
                ? Map.of()
                : database.read(
                        sql ->
                                revisions(
                                        sql.sql(
                                                        "select id, created_at, changes, embedding_model from collection where id in (:ids)")
                                                .param("ids", collections)));
    }

    private static Map<UUID, IndexRevision> revisions(JdbcClient.StatementSpec query) {
        Map<UUID, IndexRevision> revisions = new HashMap<>();
        query.query(
                row -> {
                    revisions.put(
                            Columns.uuid(row, "id"),
                            new IndexRevision(
                                    row.getLong("created_at"),
                                    row.getLong("changes"),
                                    row.getString("embedding_model")));
                });
        return revisions;
    }

    /**
     * Documents whose passages have changed since.
     *
     * @param changed all of them, those that are gone too
     * @param searchable those that can be searched
     */
    public record Changes(Set<UUID> changed, Set<UUID> searchable) {}

    public Changes changesSince(UUID collection, long changes) {
        return database.read(
                sql -> {
                    Set<UUID> changed = new HashSet<>();
                    Set<UUID> searchable = new HashSet<>();
                    sql.sql(
                                    """
                                    select id, state from document
                                    where collection_id = :collection and changed_in > :changes
                                    union all
                                    select document_id, 'removed' from removed_document
                                    where collection_id = :collection and removed_in > :changes""")
                            .param("collection", collection)
                            .param("changes", changes)
                            .query(
                                    row -> {
                                        var id = Columns.uuid(row, "id");
                                        changed.add(id);
                                        if (row.getString("state").equals("ready")) {
                                            searchable.add(id);
                                        }
                                    });
                    return new Changes(changed, searchable);
                });
    }

    /** All passages of a collection that can be searched; read a page at a time. */
    public Iterable<IndexedPassage> indexed(UUID collection) {
        return () ->
                new Pages(
                        """
                        select p.id, p.document_id, p.header, p.text, p.vector, c.embedding_model
                        from passage p join document d on d.id = p.document_id
                        join collection c on c.id = p.collection_id
                        where p.collection_id = :of and d.state = 'ready' and p.id > :last
                        order by p.id limit :limit""",
                        collection);
    }

    /** The passages of these documents, a few documents and a page at a time. */
    public Iterable<IndexedPassage> indexed(Set<UUID> documents) {
        return () ->
                documents.stream()
                        .gather(Gatherers.windowFixed(DOCUMENTS_AT_ONCE))
                        .map(
                                some ->
                                        new Pages(
                                                """
                                                select p.id, p.document_id, p.header, p.text, p.vector, c.embedding_model
                                                from passage p join collection c on c.id = p.collection_id
                                                where p.document_id in (:of) and p.id > :last
                                                order by p.id limit :limit""",
                                                some))
                        .<IndexedPassage>mapMulti(Iterator::forEachRemaining)
                        .iterator();
    }

    /** Puts a collection with all its documents in the place of what it was. */
    public void replace(StoredCollection collection, List<NewDocument> documents) {
        database.change(
                sql -> {
                    long now = clock.millis();
                    boolean known =
                            sql.sql(
                                                    """
                                                    update collection
                                                    set name = :name, embedding_model = :model, revision = :revision,
                                                        changes = changes + 1, updated_at = :now
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
                    forget(sql, collection.id());
                    sql.sql("delete from document where collection_id = :id")
                            .param("id", collection.id())
                            .update();
                    documents.forEach(document -> insert(sql, collection.id(), document, now));
                });
    }

    /**
     * Writes down that all documents are gone; those that come again count as changed all the same.
     */
    private static void forget(JdbcClient sql, UUID collection) {
        sql.sql(
                        """
                        insert into removed_document (collection_id, document_id, removed_in)
                        select c.id, d.id, c.changes from document d join collection c on c.id = d.collection_id
                        where c.id = :id
                        on conflict (collection_id, document_id) do update set removed_in = excluded.removed_in""")
                .param("id", collection)
                .update();
    }

    private static void insert(JdbcClient sql, StoredCollection collection, long now) {
        sql.sql(
                        """
                        insert into collection
                            (id, owner_id, name, everyone, embedding_model, revision, changes, created_at, updated_at)
                        values (:id, :owner, :name, :everyone, :model, :revision, 1, :now, :now)""")
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
                        insert into document (id, collection_id, title, location, size, passage_count, token_count,
                                              changed_in, created_at, updated_at)
                        values (:id, :collection, :title, :location, :size, :passages, :tokens,
                                (select changes from collection where id = :collection), :now, :now)""")
                .param("id", document.id())
                .param("collection", collection)
                .param("title", document.title())
                .param("location", document.location())
                .param("size", document.text().getBytes(StandardCharsets.UTF_8).length)
                .param("passages", document.passages().size())
                .param("tokens", document.passages().stream().mapToInt(NewPassage::tokens).sum())
                .param("now", now)
                .update();
        sql.sql("insert into document_text (document_id, text) values (?, ?)")
                .params(document.id(), document.text())
                .update();
        insert(sql, collection, document.id(), document.text(), 0, document.passages());
    }

    /** Adds passages to a document, the first of them with this ordinal. */
    public static void insert(
            JdbcClient sql,
            UUID collection,
            UUID document,
            String text,
            int first,
            List<NewPassage> passages) {
        int ordinal = first;
        for (var passage : passages) {
            sql.sql(
                            """
                            insert into passage (id, document_id, collection_id, ordinal, header, section, text,
                                                 start_offset, end_offset, page, tokens, vector)
                            values (:id, :document, :collection, :ordinal, :header, :section, :text,
                                    :start, :end, :page, :tokens, :vector)""")
                    .param("id", Ids.newId())
                    .param("document", document)
                    .param("collection", collection)
                    .param("ordinal", ordinal++)
                    .param("header", passage.header())
                    .param("section", passage.section())
                    .param("text", text.substring(passage.start(), passage.end()))
                    .param("start", passage.start())
                    .param("end", passage.end())
                    .param("page", passage.page(), Types.INTEGER)
                    .param("tokens", passage.tokens())
                    .param("vector", Vectors.bytes(passage.vector()))
                    .update();
        }
    }

    /** Walks through passages by their ids. */
    private final class Pages implements Iterator<IndexedPassage> {
        private final String query;
        private final Object of;
        private final Deque<IndexedPassage> page = new ArrayDeque<>();
        private @Nullable UUID last = new UUID(0, 0);

        /**
         * @param of one id, or several
         */
        Pages(String query, Object of) {
            this.query = query;
            this.of = of;
        }

        @Override
        public boolean hasNext() {
            if (page.isEmpty() && last != null) {
                page.addAll(after(last));
                last = page.size() < PAGE ? null : page.getLast().id();
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
                            sql.sql(query)
                                    .param("of", of)
                                    .param("last", id)
                                    .param("limit", PAGE)
                                    .query(
                                            (row, _) ->
                                                    new IndexedPassage(
                                                            Columns.uuid(row, "id"),
                                                            Columns.uuid(row, "document_id"),
                                                            IndexedPassage.text(
                                                                    row.getString("header"),
                                                                    row.getString("text")),
                                                            embedding(row)))
                                    .list());
        }
    }
}
