package app.parley.knowledge.pgvector;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.Identifiers;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.Scope;
import app.parley.platform.db.Database;
import app.parley.platform.text.Beginning;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/**
 * The index in the database that holds the rows: one for all processes, changed in transactions.
 * BM25 is counted from the {@code tsvector}s of what shares a word, since PostgreSQL's own ranks
 * know nothing of how rare a word is. Close vectors are found by a graph, unless the planner finds
 * that so few passages are asked for that comparing all of them is cheaper.
 */
class JdbcPassageIndex implements PassageIndex {
    private static final int BATCH = 100;

    /** A pasted page as a question; more of it makes it slow and no better. */
    private static final int LONGEST_QUESTION = 50_000;

    /** Stands in a list that would be empty, which SQL does not know. */
    private static final UUID NOBODY = new UUID(0, 0);

    private static final String IN_SCOPE =
            "(p.collection_id in (:collections) or p.document_id in (:documents))";

    private final Database database;
    private final Set<VectorSpace> indexed = ConcurrentHashMap.newKeySet();

    JdbcPassageIndex(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> revision(UUID collection) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select revision from index_collection
                                        where collection_id = :collection and revision is not null""")
                                .param("collection", collection)
                                .query(String.class)
                                .optional());
    }

    @Override
    public Set<UUID> collections() {
        return database.read(
                sql ->
                        new HashSet<>(
                                sql.sql("select collection_id from index_collection")
                                        .query(UUID.class)
                                        .list()));
    }

    @Override
    public void replace(UUID collection, String revision, Iterable<IndexedPassage> passages) {
        database.change(
                sql -> {
                    hold(sql, collection);
                    sql.sql("delete from index_passage where collection_id = :collection")
                            .param("collection", collection)
                            .update();
                    add(sql, collection, revision, passages);
                });
    }

    @Override
    public void update(
            UUID collection,
            String revision,
            Set<UUID> documents,
            Iterable<IndexedPassage> passages) {
        database.change(
                sql -> {
                    hold(sql, collection);
                    sql.sql(
                                    """
                                    delete from index_passage
                                    where collection_id = :collection and document_id in (:documents)""")
                            .param("collection", collection)
                            .param("documents", listed(documents))
                            .update();
                    add(sql, collection, revision, passages);
                });
    }

    /** One process at a time changes a collection; the others wait until it has. */
    private static void hold(JdbcClient sql, UUID collection) {
        sql.sql(
                        """
                        insert into index_collection (collection_id) values (:collection)
                        on conflict (collection_id) do update set revision = index_collection.revision""")
                .param("collection", collection)
                .update();
    }

    private void add(
            JdbcClient sql, UUID collection, String revision, Iterable<IndexedPassage> passages) {
        List<IndexedPassage> batch = new ArrayList<>(BATCH);
        for (var passage : passages) {
            batch.add(passage);
            if (batch.size() == BATCH) {
                add(sql, collection, batch);
                batch.clear();
            }
        }
        add(sql, collection, batch);
        sql.sql(
                        "update index_collection set revision = :revision where collection_id = :collection")
                .param("revision", revision)
                .param("collection", collection)
                .update();
    }

    private void add(JdbcClient sql, UUID collection, List<IndexedPassage> passages) {
        if (passages.isEmpty()) {
            return;
        }
        passages.forEach(passage -> makeSearchable(sql, space(passage.embedding())));
        sql.sql(
                        """
                        insert into index_passage
                            (passage_id, collection_id, document_id, words, length, model, dimensions, vector)
                        select p.id, :collection, p.document, w.words,
                               (select coalesce(sum(coalesce(cardinality(positions), 1)), 0) from unnest(w.words)),
                               p.model, p.dimensions, p.vector::text::vector
                        from jsonb_to_recordset(cast(:passages as jsonb))
                            as p (id uuid, document uuid, text text, identifiers text[], model text, dimensions int,
                                  vector jsonb)
                        cross join lateral
                            (select to_tsvector('english', p.text) || array_to_tsvector(p.identifiers) as words) w
                        on conflict (passage_id) do nothing""")
                .param("collection", collection)
                .param(
                        "passages",
                        JsonMapper.shared()
                                .writeValueAsString(
                                        passages.stream().map(JdbcPassageIndex::row).toList()))
                .update();
    }

    private static Map<String, Object> row(IndexedPassage passage) {
        var embedding = passage.embedding();
        return Map.of(
                "id", passage.id(),
                "document", passage.document(),
                "text", storable(passage.text()),
                "identifiers", Identifiers.of(storable(passage.text())),
                "model", embedding.model(),
                "dimensions", embedding.vector().length,
                "vector", embedding.vector());
    }

    /** The first vectors of a length bring their graph along. */
    private void makeSearchable(JdbcClient sql, VectorSpace space) {
        if (!space.isIndexed() || indexed.contains(space)) {
            return;
        }
        boolean there =
                sql.sql("select to_regclass(:index) is not null")
                        .param("index", space.index())
                        .query(Boolean.class)
                        .single();
        if (there) {
            indexed.add(space);
        } else {
            sql.sql(space.createIndex()).update();
        }
    }

    /** What is deleted stays in the tables' pages until they are tidied up. */
    @Override
    public void expunge() {
        database.read(sql -> sql.sql("vacuum index_passage").update());
    }

    @Override
    public void remove(UUID collection) {
        database.change(
                sql -> {
                    hold(sql, collection);
                    for (var table : List.of("index_passage", "index_collection")) {
                        sql.sql("delete from " + table + " where collection_id = :collection")
                                .param("collection", collection)
                                .update();
                    }
                });
    }

    @Override
    public List<Hit> byWords(Scope scope, String text, int limit) {
        var question = storable(Beginning.of(text, LONGEST_QUESTION));
        return database.read(
                sql ->
                        in(sql.sql(BM25), scope)
                                .param("text", question)
                                .param(
                                        "identifiers",
                                        JsonMapper.shared()
                                                .writeValueAsString(Identifiers.of(question)))
                                .param("limit", limit)
                                .query(JdbcPassageIndex::hit)
                                .list());
    }

    private static final String BM25 =
            """
            with term as materialized (
                select lexeme, coalesce(cardinality(positions), 1) as times
                from unnest(to_tsvector('english', :text) || array_to_tsvector(array(
                    select jsonb_array_elements_text(cast(:identifiers as jsonb)))))
                order by positions[1] nulls first limit 200
            ), hit as materialized (
                select p.passage_id, p.words, p.length from index_passage p
                where %1$s and p.words @@ (
                    select string_agg('''' || replace(replace(lexeme, '\\', '\\\\'), '''', '''''') || '''', ' | ')::tsquery
                    from term)
            ), posting as materialized (
                select h.passage_id, h.length, t.lexeme, t.times, coalesce(cardinality(w.positions), 1) as said
                from hit h cross join lateral unnest(h.words) w join term t on t.lexeme = w.lexeme
            ), rarity as (
                select lexeme, count(*) as passages from posting group by lexeme
            ), everything as (
                select count(*) as passages, avg(p.length) as length from index_passage p where %1$s
            )
            select o.passage_id,
                   sum(o.times * ln(1 + (e.passages - r.passages + 0.5) / (r.passages + 0.5))
                       * o.said / (o.said + 1.2 * (0.25 + 0.75 * o.length / e.length)))::float8 as score
            from posting o join rarity r on r.lexeme = o.lexeme cross join everything e
            group by o.passage_id order by score desc, o.passage_id limit :limit"""
                    .formatted(IN_SCOPE);

    @Override
    public List<Hit> byMeaning(Scope scope, Embedding question, int limit) {
        var space = space(question);
        return database.write(
                sql -> {
                    set(sql, "hnsw.ef_search", Math.clamp(2L * limit, 100, 1_000));
                    // Until enough of what is close may be seen, not only until enough is close.
                    set(sql, "hnsw.iterative_scan", "strict_order");
                    set(sql, "hnsw.max_scan_tuples", 200_000);
                    return in(
                                    sql.sql(
                                            """
                                            select p.passage_id, -(%1$s <#> %2$s) as score from index_passage p
                                            where p.dimensions = %3$d and p.model = :model and %4$s
                                            order by %1$s <#> %2$s limit :limit"""
                                                    .formatted(
                                                            space.stored(),
                                                            space.parameter("question"),
                                                            space.dimensions(),
                                                            IN_SCOPE)),
                                    scope)
                            .param(
                                    "question",
                                    JsonMapper.shared().writeValueAsString(question.vector()))
                            .param("model", question.model())
                            .param("limit", limit)
                            .query(JdbcPassageIndex::hit)
                            .list();
                });
    }

    /** For this transaction alone. */
    private static void set(JdbcClient sql, String name, Object value) {
        sql.sql("select set_config(:name, :value, true)")
                .param("name", name)
                .param("value", String.valueOf(value))
                .query(String.class)
                .single();
    }

    private static JdbcClient.StatementSpec in(JdbcClient.StatementSpec query, Scope scope) {
        return query.param("collections", listed(scope.collections()))
                .param("documents", listed(scope.documents().keySet()));
    }

    private static Collection<UUID> listed(Set<UUID> ids) {
        return ids.isEmpty() ? Set.of(NOBODY) : ids;
    }

    private static VectorSpace space(Embedding embedding) {
        return new VectorSpace(embedding.vector().length);
    }

    private static Hit hit(ResultSet row, int number) throws SQLException {
        return new Hit(row.getObject("passage_id", UUID.class), row.getDouble("score"));
    }

    /** PostgreSQL holds neither the character zero nor half of a pair. */
    private static String storable(String text) {
        return text.replaceAll("[\\x00\\p{Cs}]", " ");
    }
}
