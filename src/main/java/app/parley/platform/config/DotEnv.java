package app.parley.platform.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a {@code .env} file: lines {@code NAME=value}, with or without {@code export} and quotes.
 * Inside double quotes {@code \n}, {@code \"} and {@code \\} mean what they do elsewhere; nothing
 * is substituted, so a value with a dollar sign is that value.
 */
final class DotEnv {
    private static final Pattern LINE =
            Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

    private DotEnv() {}

    /**
     * @param problems is told of lines that are no settings
     */
    static Map<String, Object> parse(String text, List<String> problems) {
        var settings = new LinkedHashMap<String, Object>();
        var lines = text.replace("\uFEFF", "").split("\\R", -1);
        for (int number = 0; number < lines.length; number++) {
            var line = lines[number].strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            var match = LINE.matcher(line);
            if (match.matches()) {
                settings.put(match.group(1), value(match.group(2)));
            } else {
                problems.add("Line " + (number + 1) + " of .env is not NAME=value.");
            }
        }
        return settings;
    }

    private static String value(String raw) {
        if (raw.length() > 1 && raw.startsWith("'")) {
            var end = raw.indexOf('\'', 1);
            return end < 0 ? raw : raw.substring(1, end);
        }
        if (raw.length() > 1 && raw.startsWith("\"")) {
            return unescaped(raw);
        }
        if (raw.startsWith("#")) {
            return "";
        }
        var comment = raw.indexOf(" #");
        return (comment < 0 ? raw : raw.substring(0, comment)).strip();
    }

    private static String unescaped(String raw) {
        var value = new StringBuilder();
        for (int i = 1; i < raw.length(); i++) {
            var character = raw.charAt(i);
            if (character == '"') {
                return value.toString();
            }
            if (character == '\\' && i + 1 < raw.length()) {
                var next = raw.charAt(++i);
                value.append(next == 'n' ? '\n' : next);
            } else {
                value.append(character);
            }
        }
        return raw; // the closing quote is missing: taken as it is
    }
}
