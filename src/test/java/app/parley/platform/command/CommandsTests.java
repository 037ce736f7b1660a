package app.parley.platform.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.config.BadSettings;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.AssignableTypeFilter;

class CommandsTests {
    @TempDir Path dataDir;

    @Test
    void onlyTheNameOfACommandMeansOne() {
        assertThat(Commands.areMeant()).isFalse();
        assertThat(Commands.areMeant("--server.port=0", "import")).isFalse();
        assertThat(Commands.areMeant("serve")).isFalse();
        assertThat(Commands.areMeant("import", "--langchat", "file.db")).isTrue();
    }

    @Test
    void everyCommandHasItsNameInTheList() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AssignableTypeFilter(Command.class));
        var found =
                scanner.findCandidateComponents("app.parley").stream()
                        .map(candidate -> String.valueOf(candidate.getBeanClassName()))
                        .map(name -> name.replaceAll(".*\\.(\\w+)Command", "$1").toLowerCase())
                        .collect(Collectors.toSet());

        assertThat(found).isEqualTo(Commands.NAMES);
    }

    @Test
    void saysHowItIsCalled() {
        var run = CommandRun.of(dataDir, "", "import", "--langchat");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        """
                        parley: --langchat needs a value.
                        usage: ./parley import --langchat FILE.db [--as OLDNAME=NEWNAME]...
                        """);
    }

    @Test
    void badSettingsStopItAsTheyStopTheServer() {
        assertThatThrownBy(() -> CommandRun.of(dataDir, "mysql://nowhere", "import"))
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining("DATABASE_URL");
    }

    @Test
    void nobodyGetsAPasswordWhoIsNotThere() {
        var run =
                CommandRun.withInput(
                        "a long enough passphrase\n", dataDir, "", "password", "nobody");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("parley: There is nobody with the name nobody.\n");
    }
}
