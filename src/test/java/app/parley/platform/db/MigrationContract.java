package app.parley.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Every migration can be undone, newest first, and done again. */
abstract class MigrationContract {
    /** What goes on indented, or with the end of a trigger, is the same statement still. */
    private static final String END_OF_STATEMENT = ";[ ]*\n(?! |end\\b)";

    private Database database;

    protected abstract Database open();

    /** The names of the tables that are there. */
    protected abstract List<String> tables(Database open);

    @BeforeEach
    void migrate() {
        database = open();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void everyMigrationHasItsUndo() throws IOException {
        assertThat(scripts("undo")).extracting(MigrationContract::change).isNotEmpty();
        assertThat(scripts("undo"))
                .extracting(MigrationContract::change)
                .containsExactlyElementsOf(
                        Arrays.stream(scripts("migrate")).map(MigrationContract::change).toList());
    }

    @Test
    void undoingAllLeavesNothingAndDoingThemAgainWorks() throws IOException {
        var before = tables(database);
        assertThat(before).contains("conversation", "message", "turn");
        var undo = scripts("undo");
        for (int i = undo.length - 1; i >= 0; i--) {
            run(undo[i]);
        }
        assertThat(tables(database)).containsExactly("flyway_schema_history");
        for (var migration : scripts("migrate")) {
            run(migration);
        }
        assertThat(tables(database)).isEqualTo(before);
    }

    private void run(Resource script) throws IOException {
        var text = script.getContentAsString(StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
        database.change(
                sql -> {
                    for (var statement : text.split(END_OF_STATEMENT)) {
                        if (!statement.isBlank()) {
                            sql.sql(statement).update();
                        }
                    }
                });
    }

    private Resource[] scripts(String kind) throws IOException {
        var found =
                new PathMatchingResourcePatternResolver()
                        .getResources(
                                "classpath:db/"
                                        + database.dialect().folder()
                                        + "/"
                                        + kind
                                        + "/*.sql");
        Arrays.sort(found, Comparator.comparingInt(MigrationContract::number));
        return found;
    }

    private static int number(Resource script) {
        var name = change(script);
        return Integer.parseInt(name.substring(0, name.indexOf("__")));
    }

    /** {@code V3__turns.sql} and {@code U3__turns.sql} are the same change. */
    private static String change(Resource script) {
        return String.valueOf(script.getFilename()).substring(1);
    }
}
