package app.parley.knowledge.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.index.PassageIndex;
import app.parley.knowledge.index.PassageIndexContract;
import app.parley.platform.config.BadSettings;
import app.parley.platform.db.Database;
import app.parley.platform.db.Databases;
import app.parley.support.PgvectorServer;
import app.parley.support.TestDatabases;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PgvectorIndexTests extends PassageIndexContract {
    private final Database database = Databases.postgresql(PgvectorServer.connect());

    @Override
    protected PassageIndex open() {
        database.change(
                sql -> sql.sql("drop table if exists index_passage, index_collection").update());
        new JdbcIndexTables(database).prepare();
        return new JdbcPassageIndex(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatIsDeletedIsGoneFromTheTables() {
        var index = open();
        var canary = passage("The word is canaryqx.");
        var stays = passage("Nothing of the kind.");
        index.replace(MINE, "1", List.of(canary, stays));
        assertThat(rowsWith("canaryqx")).isOne();
        index.update(MINE, "2", Set.of(canary.document()), List.of());
        index.expunge();
        assertThat(rowsWith("canaryqx")).isZero();
        assertThat(rows()).isOne();
        index.remove(MINE);
        assertThat(rows()).isZero();
    }

    @Test
    void theRowsStayWhenTheLayoutIsTheSame() {
        var index = open();
        index.replace(MINE, "1", List.of(passage("words")));
        new JdbcIndexTables(database).prepare();
        assertThat(new JdbcPassageIndex(database).revision(MINE)).contains("1");
        database.change(sql -> sql.sql("comment on table index_passage is 'layout 0'").update());
        new JdbcIndexTables(database).prepare();
        assertThat(new JdbcPassageIndex(database).revision(MINE)).isEmpty();
    }

    /** An index takes vectors of up to 2,000 numbers, of up to 4,000 in halves, and none beyond. */
    @Test
    void takesVectorsOfEveryLength() {
        var index = open();
        for (int length : List.of(2_000, 3_072, 5_000)) {
            var vector = new float[length];
            vector[length - 1] = 1;
            var embedding = new Embedding("model-" + length, vector);
            var passage =
                    new IndexedPassage(UUID.randomUUID(), UUID.randomUUID(), "text", embedding);
            index.replace(MINE, "r" + length, List.of(passage));
            var found = index.byMeaning(Set.of(MINE), embedding, 3);
            assertThat(found).hasSize(1);
            assertThat(found.getFirst().score()).isBetween(0.999, 1.001);
        }
    }

    @Test
    void aDatabaseWithoutTheExtensionIsToldInASentence() {
        try (var without = TestDatabases.postgresql();
                var sqlite = TestDatabases.sqlite()) {
            assertThatThrownBy(() -> new JdbcIndexTables(without).prepare())
                    .isInstanceOf(BadSettings.class)
                    .hasMessageContaining("the database server does not have");
            assertThatThrownBy(() -> new JdbcIndexTables(sqlite).prepare())
                    .isInstanceOf(BadSettings.class)
                    .hasMessageContaining("DATABASE_URL");
        }
    }

    private long rows() {
        return database.read(
                sql -> sql.sql("select count(*) from index_passage").query(Long.class).single());
    }

    private long rowsWith(String word) {
        return database.read(
                sql ->
                        sql.sql(
                                        "select count(*) from index_passage p where p::text like '%' || :word || '%'")
                                .param("word", word)
                                .query(Long.class)
                                .single());
    }
}
