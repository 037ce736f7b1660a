package app.parley.platform.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.db.Database;
import app.parley.platform.rotation.JdbcSealedTexts.Column;
import app.parley.support.HttpTests;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What is sealed stands only where a rotation looks for it. */
class SealedColumnsHttpTests extends HttpTests {
    @Autowired private Database database;
    @Autowired private JdbcSealedTexts texts;

    @Test
    void nothingIsSealedWhereARotationDoesNotLook() {
        admin().post(
                        "/api/v1/admin/providers",
                        "{\"kind\": \"openai\", \"name\": \"Sealed\", \"baseUrl\": \"%s\", \"apiKey\": \"sk-sealed-for-good\"}"
                                .formatted(MODELS.url("/v1")))
                .expect(201);
        admin().put(
                        "/api/v1/admin/web-search",
                        "{\"engine\": \"brave\", \"apiKey\": \"brave-sealed-for-good\"}")
                .expect(200);
        newPerson().post("/api/v1/me/factors/totp", "{}").expect(200);

        var found = columns().stream().filter(this::holdsASealedText).collect(Collectors.toSet());

        assertThat(found)
                .contains(
                        new Column("provider", "sealed_key"),
                        new Column("setting", "value"),
                        new Column("totp", "sealed_offered_secret"),
                        new Column("lasting_key", "sealed_key"));
        assertThat(texts.columns()).containsAll(found);
    }

    private List<Column> columns() {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select m.name as table_name, c.name as column_name
                                        from sqlite_master m join pragma_table_info(m.name) c
                                        where m.type = 'table' and m.sql not like 'create virtual%'
                                        """)
                                .query(
                                        (row, number) ->
                                                new Column(
                                                        row.getString("table_name"),
                                                        row.getString("column_name")))
                                .list());
    }

    private boolean holdsASealedText(Column column) {
        var query =
                "select exists (select 1 from \"%s\" where \"%s\" glob '*e1.%s.*')"
                        .formatted(column.table(), column.name(), "[0-9a-f]".repeat(16));
        return database.read(sql -> sql.sql(query).query(Boolean.class).single());
    }
}
