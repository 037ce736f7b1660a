package app.parley.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What happened, in words; ids are numbered in the order in which they appear. */
final class Trace {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final boolean kept;
    private final List<String> lines = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();

    Trace(boolean kept) {
        this.kept = kept;
    }

    void add(long now, String who, String what) {
        if (kept) {
            var line = "%8.3f  %-28s %s".formatted(now / 1000.0, who, what);
            lines.add(
                    ID.matcher(line)
                            .replaceAll(
                                    found ->
                                            names.computeIfAbsent(
                                                    found.group(), id -> "#" + names.size())));
        }
    }

    boolean isKept() {
        return kept;
    }

    List<String> lines() {
        return lines;
    }
}
