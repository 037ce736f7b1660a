package app.parley.knowledge.index;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import app.parley.support.HttpTests;
import app.parley.support.Library;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Looks for a word that nobody else says wherever Parley keeps things. */
class DeletionTests extends HttpTests {
    @Autowired private Database database;
    @Autowired private ParleyProperties parley;
    @Autowired private IndexKeeper keeper;
    @Autowired private PassageIndex index;

    @Test
    void nothingIsLeftOfADocumentThatIsDeleted() throws Exception {
        var canary = canary();
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"With a canary\"}");
        var id = library.addReady("note.md", "# Note\n\nThe word is " + canary + ".");
        library.addReady("other.md", "# Other\n\nThis one stays.");
        keeper.bringUpToDate();
        assertThat(rowsWith(canary)).isNotEmpty();
        assertThat(filesWith(canary, "files")).isNotEmpty();
        assertThat(filesWith(canary, "index")).isNotEmpty();

        anna.delete("/api/v1/documents/" + id).expect(204);
        isGone(canary);
        assertThat(anna.get(library.path()).json().path("passageCount").asInt()).isEqualTo(1);
    }

    @Test
    void nothingIsLeftOfACollectionThatIsDeleted() throws Exception {
        var canary = canary();
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"With a canary\"}");
        library.addReady("note.txt", "The word is " + canary + ".");
        keeper.bringUpToDate();
        assertThat(filesWith(canary, "index")).isNotEmpty();

        anna.delete(library.path()).expect(204);
        isGone(canary);
    }

    private void isGone(String canary) throws Exception {
        assertThat(rowsWith(canary)).isEmpty();
        assertThat(filesWith(canary, "files")).isEmpty();
        keeper.bringUpToDate();
        index.expunge();
        assertThat(filesWith(canary, "index")).isEmpty();
        assertThat(filesWith(canary, "reading")).isEmpty();
    }

    private static String canary() {
        return "canary" + UUID.randomUUID().toString().replaceAll("[^a-f]", "") + "qx";
    }

    /** Every column of every table. */
    private List<String> rowsWith(String canary) {
        return database.read(
                sql -> {
                    List<String> found = new ArrayList<>();
                    var columns =
                            sql.sql(
                                            """
                                            select t.name as place, c.name as field
                                            from sqlite_master t, pragma_table_info(t.name) c where t.type = 'table'""")
                                    .query(
                                            (row, _) ->
                                                    List.of(
                                                            row.getString("place"),
                                                            row.getString("field")))
                                    .list();
                    for (var column : columns) {
                        int rows =
                                sql.sql(
                                                "select count(*) from \"%s\" where instr(lower(cast(\"%s\" as text)), :canary) > 0"
                                                        .formatted(column.get(0), column.get(1)))
                                        .param("canary", canary)
                                        .query(Integer.class)
                                        .single();
                        if (rows > 0) {
                            found.add(column.get(0) + "." + column.get(1));
                        }
                    }
                    return found;
                });
    }

    private List<Path> filesWith(String canary, String folder) throws IOException {
        var root = parley.dataDir().resolve(folder);
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        List<Path> found = new ArrayList<>();
        try (var files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var content =
                        new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                                .toLowerCase(Locale.ROOT);
                if (content.contains(canary)) {
                    found.add(file);
                }
            }
        }
        return found;
    }
}
