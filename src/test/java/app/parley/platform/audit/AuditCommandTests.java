package app.parley.platform.audit;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.command.CommandRun;
import java.nio.file.Path;
import java.sql.DriverManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditCommandTests {
    @TempDir private Path dataDir;

    @Test
    void saysWhetherTheLogIsWhatWasWritten() throws Exception {
        var intact = CommandRun.of(dataDir, "", "audit", "verify");
        assertThat(intact.err()).isEmpty();
        assertThat(intact.out()).contains("is intact: 0 entries");
        assertThat(intact.status()).isZero();

        try (var database =
                        DriverManager.getConnection("jdbc:sqlite:" + dataDir.resolve("parley.db"));
                var sql = database.createStatement()) {
            sql.executeUpdate(
                    "insert into audit_entry (number, at, action, details, changes, hash)"
                            + " values (1, 0, 'account.sign-in', '{}', '[]', 'made up')");
        }

        var broken = CommandRun.of(dataDir, "", "audit", "verify");
        assertThat(broken.out()).contains("NOT what was written").contains("as it was: 1.");
        assertThat(broken.status()).isEqualTo(1);
    }

    @Test
    void saysHowItIsCalled() {
        var wrong = CommandRun.of(dataDir, "", "audit", "forge");

        assertThat(wrong.err()).contains("usage: ./parley audit verify");
        assertThat(wrong.status()).isEqualTo(2);
    }
}
