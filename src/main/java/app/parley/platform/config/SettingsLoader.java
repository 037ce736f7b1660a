package app.parley.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Adds the lines of {@code .env} below the environment variables and above the defaults, and has
 * variables of ours that {@code application.yml} does not name passed over.
 */
class SettingsLoader implements EnvironmentPostProcessor {
    /** Its name among the sources of settings. */
    static final String SOURCE = ".env";

    static final Set<String> LOG_LEVELS = Set.of("trace", "debug", "info", "warn", "error", "off");

    private static final String DERIVED = "parley";

    @Override
    public void postProcessEnvironment(
            ConfigurableEnvironment environment, SpringApplication application) {
        var file = environment.getProperty("parley.env-file", "");
        if (!file.isEmpty()) {
            var path = Path.of(file);
            if (Files.isRegularFile(path)) {
                environment
                        .getPropertySources()
                        .addAfter(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                                Lines.of(path));
            }
        }
        Variables.narrow(environment);
        var derived = new HashMap<String, Object>();
        if (environment.getProperty("parley.log-format", "text").equals("json")) {
            derived.put("logging.structured.format.console", "logstash");
        }
        var level = environment.getProperty("parley.log-level", "");
        if (!LOG_LEVELS.contains(level.toLowerCase(Locale.ROOT))) {
            // Logging starts before the settings are checked, and the check wants to tell.
            derived.put("logging.level.app.parley", "info");
        }
        if (!derived.isEmpty()) {
            environment.getPropertySources().addFirst(new MapPropertySource(DERIVED, derived));
        }
    }

    /**
     * The environment variables that count. Spring takes {@code PARLEY_DATADIR} and {@code
     * PARLEY_CHAT_DRAIN} for properties, whatever application.yml calls them; here they are unread,
     * as the warning about them says.
     */
    static final class Variables extends SystemEnvironmentPropertySource {
        private final List<String> unread;

        private Variables(String name, Map<String, Object> read, List<String> unread) {
            super(name, read);
            this.unread = unread;
        }

        static void narrow(ConfigurableEnvironment environment) {
            var name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
            var names = SettingNames.of(environment);
            if (!(environment.getPropertySources().get(name)
                    instanceof SystemEnvironmentPropertySource all)) {
                return;
            }
            var read = new HashMap<>(all.getSource());
            var unread = read.keySet().stream().filter(names::isUnknown).sorted().toList();
            unread.forEach(read::remove);
            environment.getPropertySources().replace(name, new Variables(name, read, unread));
        }

        List<String> unread() {
            return unread;
        }
    }

    /** The lines of the file, and what is wrong with it. */
    static final class Lines extends MapPropertySource {
        private final Path file;
        private final List<String> problems;

        private Lines(Path file, Map<String, Object> settings, List<String> problems) {
            super(SOURCE, settings);
            this.file = file;
            this.problems = problems;
        }

        static Lines of(Path file) {
            var problems = new ArrayList<String>();
            try {
                return new Lines(file, DotEnv.parse(Files.readString(file), problems), problems);
            } catch (IOException unreadable) {
                return new Lines(file, Map.of(), List.of("The file " + file + " cannot be read."));
            }
        }

        List<String> problems() {
            return problems;
        }

        Path file() {
            return file;
        }

        boolean holdSecrets(SettingNames names) {
            return getSource().entrySet().stream()
                    .anyMatch(
                            line ->
                                    names.setsSecret(line.getKey())
                                            && !String.valueOf(line.getValue()).isBlank());
        }
    }
}
