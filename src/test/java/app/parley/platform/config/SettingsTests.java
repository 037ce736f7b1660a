package app.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.db.DatabaseProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Starts only what checks the settings, with an environment of the test's own. */
class SettingsTests {
    @TempDir Path folder;

    @Test
    void startsWithoutAnySetting() {
        try (var context = start(Map.of())) {
            var parley = context.getBean(ParleyProperties.class);
            assertThat(parley.env()).isEqualTo(ParleyProperties.Env.DEVELOPMENT);
            assertThat(parley.publicUrl()).isNull();
            assertThat(parley.publicPath()).isEmpty();
            assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("8080");
            assertThat(context.getEnvironment().getProperty("server.address"))
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void listsEveryBadSettingAtOnce() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        var bad =
                refused(
                        Map.of(
                                "PORT", "eighty",
                                "SERVER_ADDRESS", "not an address",
                                "ENV", "prod",
                                "LOG_LEVEL", "loud",
                                "LOG_FORMAT", "xml",
                                "DATABASE_URL", "mysql://root:hunter2@db/parley",
                                "PARLEY_DATABASE_POOL_SIZE", "many",
                                "PARLEY_PUBLIC_URL", "chat.example.org",
                                "PARLEY_SECRET_KEY", "too short",
                                "PARLEY_DATA_DIR", file.toString()));
        assertThat(bad.getExitCode()).isEqualTo(78);
        assertThat(bad.getMessage())
                .contains("PORT must be a whole number, not 'eighty'.")
                .contains("SERVER_ADDRESS must be an address of this machine")
                .contains("ENV must be one of development, production, not 'prod'.")
                .contains(
                        "LOG_LEVEL must be one of debug, error, info, off, trace, warn, not 'loud'.")
                .contains("LOG_FORMAT must be one of json, text, not 'xml'.")
                .contains("DATABASE_URL must start with sqlite:///")
                .contains("PARLEY_DATABASE_POOL_SIZE must be a whole number, not 'many'.")
                .contains("PARLEY_PUBLIC_URL is not an address such as https://")
                .contains("PARLEY_SECRET_KEY has 9 characters and needs at least 32")
                .contains("(PARLEY_DATA_DIR)")
                .contains("  10. ")
                .doesNotContain("  11. ")
                .doesNotContain("too short")
                .doesNotContain("hunter2");
    }

    @Test
    void productionRefusesPlainHttp() {
        var settings = Map.of("ENV", "production", "PARLEY_PUBLIC_URL", "http://chat.example.org");
        assertThat(refused(settings)).hasMessageContaining("must begin with https://");
        try (var context = start(Map.of("PARLEY_PUBLIC_URL", "http://chat.example.org/parley/"))) {
            assertThat(context.getBean(ParleyProperties.class).publicPath()).isEqualTo("/parley");
        }
    }

    @Test
    void aFormerSecretIsAnotherOne() {
        var secret = "one of several good secrets 0123456789";
        assertThat(refused(Map.of("PARLEY_SECRET_KEY_BEFORE", secret)))
                .hasMessageContaining("PARLEY_SECRET_KEY_BEFORE is set, but no PARLEY_SECRET_KEY");
        assertThat(refused(Map.of("PARLEY_SECRET_KEY", secret, "PARLEY_SECRET_KEY_BEFORE", secret)))
                .hasMessageContaining("PARLEY_SECRET_KEY_BEFORE is the same as PARLEY_SECRET_KEY");
    }

    @Test
    void refusesSampleSecrets() {
        assertThat(refused(Map.of("PARLEY_SECRET_KEY", "change-me-change-me-change-me-change-me")))
                .hasMessageContaining("is a sample");
        assertThat(refused(Map.of("PARLEY_SECRET_KEY", "a".repeat(64))))
                .hasMessageContaining("is a sample");
    }

    @Test
    void refusesAPortThatCannotBe() {
        assertThat(refused(Map.of("PORT", "70000"))).hasMessageContaining("PORT must be");
    }

    @Test
    void productionRefusesFilesOfSecretsThatOthersCanReadAndTellsOfAllAtOnce() throws IOException {
        var key = Files.writeString(folder.resolve("secret.key"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
        var file = Files.writeString(folder.resolve("settings"), "PORT=9001\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(
                        refused(
                                        Map.of(
                                                "ENV",
                                                "production",
                                                "PARLEY_ENV_FILE",
                                                file.toString(),
                                                "PARLEY_PUBLIC_URL",
                                                "http://chat.example.org"))
                                .getMessage())
                .contains("chmod 600 " + key)
                .contains("chmod o= " + file)
                .contains("PARLEY_PUBLIC_URL")
                .contains("  3. ")
                .doesNotContain("  4. ");
        // Nothing was changed behind the operator's back.
        assertThat(permissions(key)).isEqualTo("rw-r-----");

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        start(Map.of("ENV", "production", "PARLEY_ENV_FILE", file.toString())).close();
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-----w-"));
        assertThat(refused(Map.of("ENV", "production", "PARLEY_ENV_FILE", file.toString())))
                .hasMessageContaining("chmod o= " + file);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void onALaptopTheKeyFileIsClosedAndSettingsWithSecretsAreWarnedOf(CapturedOutput output)
            throws IOException {
        var key = Files.writeString(folder.resolve("secret.key"), "x");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        var file = Files.writeString(folder.resolve("settings"), "PORT=9001\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        start(Map.of("PARLEY_ENV_FILE", file.toString())).close();

        assertThat(permissions(key)).isEqualTo("rw-------");
        assertThat(output).contains("it is its owner's alone from now on");
        assertThat(output).doesNotContain("holds secrets");

        Files.writeString(file, "OPENAI_API_KEY=sk-0123456789\n");
        start(Map.of("PARLEY_ENV_FILE", file.toString())).close();

        assertThat(output).contains("holds secrets").doesNotContain("sk-0123456789");
        assertThat(permissions(file)).isEqualTo("rw-r--r--");
    }

    @Test
    void aNewDataDirectoryIsItsOwnersAlone() throws IOException {
        var data = folder.resolve("new").resolve("data");
        start(Map.of("PARLEY_DATA_DIR", data.toString())).close();

        assertThat(permissions(data)).isEqualTo("rwx------");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void refusesADataDirectoryThatIsAFile() throws IOException {
        var file = Files.createFile(folder.resolve("file"));
        assertThat(refused(Map.of("PARLEY_DATA_DIR", file.toString())))
                .hasMessageContaining("PARLEY_DATA_DIR");
    }

    @Test
    void theFileCountsLessThanTheEnvironment() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("settings"), "PORT=9001\nSERVER_ADDRESS=0.0.0.0\n");
        var environment = Map.of("PARLEY_ENV_FILE", file.toString(), "PORT", "9002");
        try (var context = start(environment)) {
            assertThat(context.getEnvironment().getProperty("server.port")).isEqualTo("9002");
            assertThat(context.getEnvironment().getProperty("server.address")).isEqualTo("0.0.0.0");
        }
    }

    /** The example is what people copy: each line must be a setting, with its true default. */
    @Test
    void theExampleNamesRealSettingsAndTheirDefaults() throws IOException {
        var lines =
                Files.readAllLines(Path.of(".env.example")).stream()
                        .filter(line -> line.matches("#[A-Z][A-Z0-9_]*=.*"))
                        .map(line -> line.substring(1))
                        .toList();
        assertThat(lines).hasSizeGreaterThan(15);
        var yml = Files.readString(Path.of("src/main/resources/application.yml"));
        for (var line : lines) {
            var name = line.substring(0, line.indexOf('='));
            assertThat(yml).as(name).contains("${" + name + ":");
            var value = line.substring(line.indexOf('=') + 1);
            if (name.startsWith("PARLEY_") && !value.isEmpty()) {
                assertThat(yml).as(line).contains("${" + name + ":" + value + "}");
            }
        }
        var file = Files.writeString(folder.resolve("example"), String.join("\n", lines));
        start(Map.of("PARLEY_ENV_FILE", file.toString())).close();
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        try (var context = start(Map.of("PARLEY_DATADR", "x", "PARLEY_QUITE_ANOTHER_THING", "y"))) {
            assertThat(
                            SettingNames.of(context.getEnvironment())
                                    .misspelled(context.getEnvironment()))
                    .containsExactlyInAnyOrder(
                            "PARLEY_DATADR is no setting of Parley; did you mean PARLEY_DATA_DIR? It is not read.",
                            "PARLEY_QUITE_ANOTHER_THING is no setting of Parley, and is not read.");
        }
    }

    @Test
    void whatItCallsUnreadIsUnread() {
        var secret = "a secret that nobody would ever guess";
        var variables = Map.of("PARLEY_SECRETKEY", secret, "PARLEY_SECRET_KE", secret);
        try (var context = start(variables)) {
            assertThat(context.getBean(ParleyProperties.class).secretKey()).isEmpty();
        }
        try (var context = start(Map.of("PARLEY_SECRET_KEY", secret))) {
            assertThat(context.getBean(ParleyProperties.class).secretKey()).isEqualTo(secret);
        }
    }

    @Test
    void refusesNamesThatMustNotBePassedOver() throws IOException {
        var file =
                Files.writeString(folder.resolve("settings"), "PARLEY_DATABASE_URL=postgres://a/b");
        var refused =
                refused(Map.of("PARLEY_DATADIR", "/elsewhere", "PARLEY_ENV_FILE", file.toString()));
        assertThat(refused.getMessage())
                .contains("PARLEY_DATADIR is no setting of Parley; use PARLEY_DATA_DIR.")
                .contains("PARLEY_DATABASE_URL is no setting of Parley; use DATABASE_URL.")
                .doesNotContain("  3. ");
    }

    @Test
    void writesJsonWhenAskedTo() {
        try (var context = start(Map.of("LOG_FORMAT", "json"))) {
            assertThat(context.getEnvironment().getProperty("logging.structured.format.console"))
                    .isEqualTo("logstash");
        }
    }

    @Test
    void aDirectoryBelongsToOneProcess() throws IOException {
        var settings = new ParleyProperties(ParleyProperties.Env.DEVELOPMENT, folder, null, "", "");
        var first = new DataDirectory(settings);
        var second = new DataDirectory(settings);
        first.claim();
        assertThatThrownBy(second::claim)
                .isInstanceOf(BadSettings.class)
                .hasMessageContaining(
                        "Another Parley (process " + ProcessHandle.current().pid() + ")")
                .hasMessageContaining("PARLEY_DATA_DIR");
        first.destroy();
        second.claim();
        second.destroy();
    }

    private BadSettings refused(Map<String, String> environment) {
        var refused = catchThrowableOfType(BadSettings.class, () -> start(environment).close());
        assertThat(refused).isNotNull();
        return refused;
    }

    private ConfigurableApplicationContext start(Map<String, String> variables) {
        var all = new TreeMap<String, Object>(variables);
        all.putIfAbsent("PARLEY_DATA_DIR", folder.toString());
        all.putIfAbsent("PARLEY_ENV_FILE", "");
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, all));
        environment
                .getPropertySources()
                .addFirst(
                        new MapPropertySource(
                                "quiet", Map.of("logging.level.org.springframework.boot", "off")));
        var application = new SpringApplication(OnlySettings.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setEnvironment(environment);
        return application.run();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties({ParleyProperties.class, DatabaseProperties.class})
    @Import(SettingsConfiguration.class)
    static class OnlySettings {}
}
