package app.parley.platform.config;

import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with one setting.
 *
 * @param key the key inside its record, such as {@code public-url}
 * @param sentence what is wrong, to be read after the setting's name, without the value of a secret
 */
public record SettingsProblem(String key, String sentence) {
    /** The exception for a settings record with one thing to say. */
    public static Several of(String key, String sentence) {
        return new Several(List.of(new SettingsProblem(key, sentence)));
    }

    /** Thrown by a settings record that has more than one thing to say. */
    public static final class Several extends IllegalArgumentException {
        private final transient List<SettingsProblem> problems;

        public Several(List<SettingsProblem> problems) {
            super(
                    problems.stream()
                            .map(problem -> problem.key() + " " + problem.sentence())
                            .collect(Collectors.joining("; ")));
            this.problems = List.copyOf(problems);
        }

        public List<SettingsProblem> problems() {
            return problems;
        }
    }
}
