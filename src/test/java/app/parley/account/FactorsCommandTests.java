package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.command.CommandRun;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactorsCommandTests {
    @TempDir private Path dataDir;

    @BeforeEach
    void somebodyWhoLostTheirPhone() throws SQLException {
        assertThat(run("nobody").err()).contains("There is nobody with the name nobody.");
        change(
                """
                insert into account (id, username, username_key, username_skeleton, display_name, role, created_at)
                values ('01a20000-0000-7000-8000-000000000001', 'Ada', 'ada', 'ada', 'Ada', 'admin', 0)
                """);
        change(
                "insert into totp (account_id, enabled_at) select id, 1 from account where username = 'Ada'");
        change(
                "insert into recovery_code (account_id, code_hash, created_at) select id, x'00', 0 from account");
        change(
                """
                insert into session (id, account_id, token_hash, rotated_at, created_at, last_used_at, expires_at,
                    user_agent, ip_address)
                select '01a20000-0000-7000-8000-000000000002', id, x'00', 0, 0, 0, 99999999999999, '', '' from account
                """);
    }

    @Test
    void takesThemAwayAndSignsOut() throws SQLException {
        var run = run("ada");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("Ada has no second factor any more");
        assertThat(run.status()).isZero();
        assertThat(count("select count(*) from totp")).isZero();
        assertThat(count("select count(*) from recovery_code")).isZero();
        assertThat(count("select count(*) from session where ended_at is null")).isZero();
        assertThat(count("select count(*) from audit_entry where action = 'factor.removed'"))
                .isEqualTo(1);
    }

    @Test
    void saysHowItIsCalled() {
        assertThat(CommandRun.of(dataDir, "", "factors").err())
                .contains("usage: ./parley factors USERNAME");
    }

    private CommandRun run(String username) {
        return CommandRun.of(dataDir, "", "factors", username);
    }

    private void change(String statement) throws SQLException {
        try (var database = open();
                var sql = database.createStatement()) {
            sql.executeUpdate(statement);
        }
    }

    private int count(String query) throws SQLException {
        try (var database = open();
                var found = database.createStatement().executeQuery(query)) {
            return found.getInt(1);
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("parley.db"));
    }
}
