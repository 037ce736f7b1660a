package app.parley.knowledge.index;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names that mean something only as they are: of settings, functions, files and errors. Taking the
 * words of a language apart and cutting their endings off makes {@code ORA-00942} two words and
 * {@code N_JOBS_PER_WORKER} another name.
 */
public final class Identifiers {
    private static final Pattern NAME =
            Pattern.compile("[\\p{L}\\p{N}_][\\p{L}\\p{N}_.:/#-]{0,98}[\\p{L}\\p{N}_]");

    /**
     * Letters beside digits, an underscore, a hump, capitals alone, or parts that belong together.
     */
    private static final Pattern LOOKS_MADE =
            Pattern.compile(
                    "_|\\p{L}[-.:/#]?\\p{N}|\\p{N}\\p{L}|\\p{Ll}\\p{Lu}|^\\p{Lu}{2,}$|\\p{L}[.:/#]+\\p{L}");

    private Identifiers() {}

    /** Those of the text, in lower case: people do not remember how they are written. */
    public static Set<String> of(String text) {
        Set<String> identifiers = new LinkedHashSet<>();
        var names = NAME.matcher(text);
        while (names.find()) {
            var name = names.group();
            if (LOOKS_MADE.matcher(name).find()) {
                identifiers.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return identifiers;
    }
}
