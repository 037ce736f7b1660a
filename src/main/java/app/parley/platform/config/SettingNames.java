package app.parley.platform.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;

/**
 * Which environment variable sets which property, as {@code application.yml} says, the only place
 * that names them.
 */
final class SettingNames {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)");
    private static final Pattern SECRET =
            Pattern.compile("key|secret|token|password|database\\.url");
    private static final String OWN = "PARLEY_";

    /**
     * What stops the start, and what to use: settings that were removed, and names that are easily
     * taken for a setting that must not be missed.
     */
    private static final Map<String, String> REFUSED =
            Map.of(
                    "PARLEY_DATABASE_URL", "DATABASE_URL",
                    "PARLEY_ENV", "ENV",
                    "PARLEY_LOG_LEVEL", "LOG_LEVEL",
                    "PARLEY_LOG_FORMAT", "LOG_FORMAT",
                    "PARLEY_DATADIR", "PARLEY_DATA_DIR");

    private static final int FARTHEST = 4;

    private final Map<String, String> variables;
    private final TreeSet<String> known;

    private SettingNames(Map<String, String> variables, TreeSet<String> known) {
        this.variables = variables;
        this.known = known;
    }

    static SettingNames of(ConfigurableEnvironment environment) {
        var variables = new HashMap<String, String>();
        var known = new TreeSet<String>();
        for (var source : environment.getPropertySources()) {
            if (!source.getName().contains("application.yml")
                    || !(source instanceof EnumerablePropertySource<?> defaults)) {
                continue;
            }
            for (var property : defaults.getPropertyNames()) {
                var placeholders =
                        PLACEHOLDER.matcher(String.valueOf(defaults.getProperty(property)));
                while (placeholders.find()) {
                    known.add(placeholders.group(1));
                    variables.putIfAbsent(property, placeholders.group(1));
                }
            }
        }
        return new SettingNames(variables, known);
    }

    /** The environment variable of this property, else the property itself. */
    String of(String property) {
        return variables.getOrDefault(property, property);
    }

    boolean isSecret(String property) {
        return SECRET.matcher(property).find();
    }

    /** Whether the environment variable is of a setting that is not to be shown. */
    boolean setsSecret(String variable) {
        return variables.entrySet().stream()
                .anyMatch(
                        setting ->
                                setting.getValue().equals(variable) && isSecret(setting.getKey()));
    }

    /** Whether the name looks like one of our settings and is none. */
    boolean isUnknown(String name) {
        return name.startsWith(OWN) && !known.contains(name);
    }

    /** A sentence for each {@code PARLEY_*} that may not be passed over. */
    List<String> refused(ConfigurableEnvironment environment) {
        return unread(environment).stream()
                .filter(REFUSED::containsKey)
                .map(name -> name + " is no setting of Parley; use " + REFUSED.get(name) + ".")
                .toList();
    }

    /** A sentence for each {@code PARLEY_*} that nothing reads. */
    List<String> misspelled(ConfigurableEnvironment environment) {
        return unread(environment).stream()
                .filter(name -> !REFUSED.containsKey(name))
                .map(name -> name + " is no setting of Parley" + suggestion(name))
                .toList();
    }

    private List<String> unread(ConfigurableEnvironment environment) {
        var unread = new ArrayList<String>();
        for (var source : environment.getPropertySources()) {
            switch (source) {
                case SettingsLoader.Variables variables -> unread.addAll(variables.unread());
                case SettingsLoader.Lines lines ->
                        Stream.of(lines.getPropertyNames())
                                .filter(this::isUnknown)
                                .forEach(unread::add);
                default -> {}
            }
        }
        return unread;
    }

    private String suggestion(String name) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= FARTHEST)
                .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)))
                .map(nearest -> "; did you mean " + nearest + "?")
                .map(hint -> hint + " It is not read.")
                .orElse(", and is not read.");
    }

    /** How many letters must change (Levenshtein). */
    static int distance(String a, String b) {
        var row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            var diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                var change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    /** {@code dataDir} as it is written in settings: {@code data-dir}. */
    static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
