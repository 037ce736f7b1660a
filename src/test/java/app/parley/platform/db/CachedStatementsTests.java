package app.parley.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

class CachedStatementsTests {
    private static final String COUNT = "select count(*) from thing where name = ?";
    private static final String ADD = "insert into thing (name) values (?)";

    @TempDir private Path folder;
    private Connection connection;

    @BeforeEach
    void open() throws SQLException {
        var source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("things.db"));
        connection = new CachedStatements(source).getConnection();
        try (var statement = connection.createStatement()) {
            statement.execute("create table thing (name text unique)");
        }
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
    }

    @Test
    void theSameStatementServesAgainAndSeesWhatHasChanged() throws SQLException {
        var first = connection.prepareStatement(COUNT);
        first.setString(1, "lamp");
        assertThat(number(first)).isZero();
        var compiled = first.unwrap(PreparedStatement.class);
        first.close();
        add("lamp");
        try (var again = connection.prepareStatement(COUNT)) {
            assertThat(again.unwrap(PreparedStatement.class)).isSameAs(compiled);
            again.setString(1, "lamp");
            assertThat(number(again)).isOne();
        }
    }

    @Test
    void comesBackWithoutParameters() throws SQLException {
        add("lamp");
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, "lamp");
            assertThat(number(statement)).isOne();
        }
        try (var statement = connection.prepareStatement(COUNT)) {
            // What was never set is null, and equals nothing.
            assertThat(number(statement)).isZero();
        }
    }

    @Test
    void twoAtOnceDoNotShareOne() throws SQLException {
        add("lamp");
        try (var outer = connection.prepareStatement(COUNT);
                var inner = connection.prepareStatement(COUNT)) {
            outer.setString(1, "lamp");
            inner.setString(1, "nothing");
            assertThat(number(outer)).isOne();
            assertThat(number(inner)).isZero();
        }
    }

    @Test
    void aFailureIsTheDriversOwnAndSpoilsNothing() throws SQLException {
        add("lamp");
        assertThatThrownBy(() -> add("lamp")).isInstanceOf(SQLiteException.class);
        add("chair");
        try (var statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, "chair");
            assertThat(number(statement)).isOne();
        }
    }

    @Test
    void nobodyUsesOneThatWasGivenBack() throws SQLException {
        var statement = connection.prepareStatement(COUNT);
        statement.close();
        statement.close();
        assertThat(statement.isClosed()).isTrue();
        assertThatThrownBy(() -> statement.setString(1, "lamp")).isInstanceOf(SQLException.class);
    }

    @Test
    void keepsOnlySoMany() throws SQLException {
        for (int i = 0; i < 1_000; i++) {
            try (var statement = connection.prepareStatement("select " + i + " where 1 = ?")) {
                statement.setInt(1, 1);
                assertThat(number(statement)).isEqualTo(i);
            }
        }
        try (var statement = connection.prepareStatement("select 0 where 1 = ?")) {
            statement.setInt(1, 1);
            assertThat(number(statement)).isZero();
        }
    }

    private void add(String name) throws SQLException {
        try (var statement = connection.prepareStatement(ADD)) {
            statement.setString(1, name);
            statement.executeUpdate();
        }
    }

    private static int number(PreparedStatement statement) throws SQLException {
        try (var rows = statement.executeQuery()) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
