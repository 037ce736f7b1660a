package app.parley.platform.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.command.CommandRun;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.secret.TestSecretKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysCommandTests {
    @TempDir private Path dataDir;

    @BeforeEach
    void anInstallationWithALetterOnItsWay() throws Exception {
        assertThat(run("audit", "verify").status()).isZero();
        keep(box().seal("a letter", "place"));
    }

    @Test
    void theFileIsReplacedAndEverythingOpensWithTheNewOne() throws Exception {
        var former = box();
        var file = Files.readString(dataDir.resolve("secret.key"));

        var run = run("keys", "rotate");

        // Four lasting keys and the letter.
        assertThat(run.out()).contains("5 sealed texts were taken over");
        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(Files.readString(dataDir.resolve("secret.key"))).isNotEqualTo(file);
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(dataDir.resolve("secret.key"))))
                .isEqualTo("rw-------");
        assertOneKeyIsThere();
        assertThat(box().open(kept(), "place")).isEqualTo("a letter");
        assertThatThrownBy(() -> former.open(kept(), "place"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(run("audit", "verify").out()).contains("is intact: 1 entries");
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        TestSecretKeys.in(dataDir).replaced();
        var file = Files.readString(dataDir.resolve("secret.key"));
        assertThat(box().open(kept(), "place")).isEqualTo("a letter");

        assertThat(run("keys", "rotate").out()).contains("5 sealed texts were taken over");

        assertThat(Files.readString(dataDir.resolve("secret.key"))).isEqualTo(file);
        assertOneKeyIsThere();
        assertThat(box().open(kept(), "place")).isEqualTo("a letter");
    }

    @Test
    void diesBetweenTheTwoFilesWithoutLosingAny() throws Exception {
        Files.copy(dataDir.resolve("secret.key"), dataDir.resolve("secret.key.before"));
        var file = Files.readString(dataDir.resolve("secret.key"));

        assertThat(run("keys", "rotate").out()).contains("5 sealed texts were taken over");

        assertThat(Files.readString(dataDir.resolve("secret.key"))).isNotEqualTo(file);
        assertThat(box().open(kept(), "place")).isEqualTo("a letter");
    }

    @Test
    void aLostKeyIsToldAndGivenUpOnRequest() throws Exception {
        Files.delete(dataDir.resolve("secret.key"));

        var refused = run("keys", "rotate");
        var abandoned = run("keys", "abandon");

        assertThat(refused.err()).contains("./parley keys abandon");
        assertThat(refused.status()).isEqualTo(1);
        assertThat(abandoned.out()).contains("Everybody has to sign in again");
        assertThat(abandoned.status()).isZero();
        assertThat(run("keys", "abandon").err()).contains("Nothing is lost");
        var rotated = run("keys", "rotate");
        assertThat(rotated.out()).contains("1 others were sealed with a key that is not here");
        assertThat(rotated.status()).isEqualTo(1);
    }

    @Test
    void saysHowItIsCalled() {
        var wrong = run("keys", "lose");

        assertThat(wrong.err()).contains("usage: ./parley keys rotate | abandon");
        assertThat(wrong.status()).isEqualTo(2);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(dataDir, "", arguments);
    }

    private SecretBox box() {
        return new SecretBox(TestSecretKeys.in(dataDir));
    }

    private void assertOneKeyIsThere() throws Exception {
        try (var files = Files.list(dataDir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("secret.key")
                    .noneMatch(name -> name.startsWith("secret.key."));
        }
    }

    private void keep(String sealed) throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + dataDir + "/parley.db");
                var insert =
                        database.prepareStatement(
                                "insert into mail_message (id, sealed, due_at, expires_at, created_at)"
                                        + " values ('letter', ?, 0, 0, 0)")) {
            insert.setString(1, sealed);
            insert.executeUpdate();
        }
    }

    private String kept() throws SQLException {
        try (var database = DriverManager.getConnection("jdbc:sqlite:" + dataDir + "/parley.db");
                var found =
                        database.createStatement()
                                .executeQuery("select sealed from mail_message")) {
            return found.getString(1);
        }
    }
}
