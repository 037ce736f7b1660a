package app.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/SECURITY.md says shows something has to be there. */
class SecurityDocTests {
    private static final Pattern TEST =
            Pattern.compile(
                    "`([A-Za-z0-9]+Tests|[\\w-]+\\.(?:test|spec)\\.tsx?|\\./parley test [a-z-]+)`");
    private static final Pattern JAVA_TEST =
            Pattern.compile("@(Test|ParameterizedTest|TestFactory|ArchTest)\\b");
    private static final Pattern PARENT = Pattern.compile("class \\w+\\s+extends (\\w+)");
    private static final Pattern ITEM =
            Pattern.compile("\\| (\\d+\\.\\d+\\.\\d+) \\| L([12]) \\| ([^|]+) \\| ([^|]+) \\|");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        var missing = new TreeSet<String>();
        var there = tests();
        var named = TEST.matcher(text());
        int count = 0;
        while (named.find()) {
            count++;
            if (!there.contains(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing).isEmpty();
        assertThat(count).isGreaterThan(150);
    }

    /** OWASP ASVS 5.0.0 has 70 items of level 1 and 183 of level 2, 7 of them in V17 (WebRTC). */
    @Test
    void everyItemIsShownOrReasonedOrOpen() throws IOException {
        var seen = new HashMap<String, String>();
        for (var line : text().lines().filter(one -> one.matches("\\| \\d.*")).toList()) {
            var item = ITEM.matcher(line);
            assertThat(item.matches()).as(line).isTrue();
            assertThat(seen.put(item.group(1), item.group(2))).as(line).isNull();
            var shown = item.group(4);
            assertThat(TEST.matcher(shown).find() || shown.matches("n/a: .{8,}|not yet: .{8,}"))
                    .as(line)
                    .isTrue();
        }
        assertThat(seen.values().stream().filter("1"::equals)).hasSize(70);
        assertThat(seen.values().stream().filter("2"::equals)).hasSize(183 - 7);
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("docs/SECURITY.md"));
    }

    /** Only what has something to run counts: what tests stand on shows nothing. */
    private static Set<String> tests() throws IOException {
        var found = new HashSet<String>();
        var java = new HashMap<String, String>();
        for (var file : files("src/test/java")) {
            var name = file.getFileName().toString();
            if (name.endsWith(".java")) {
                java.put(name.substring(0, name.length() - 5), Files.readString(file));
            }
        }
        java.keySet().stream().filter(name -> runs(name, java)).forEach(found::add);
        for (var folder : List.of("web/src", "e2e/tests")) {
            files(folder).forEach(file -> found.add(file.getFileName().toString()));
        }
        for (var file : files("e2e")) {
            if (file.getFileName().toString().equals("run")) {
                found.add("./parley test " + file.getParent().getFileName());
            }
        }
        return found;
    }

    private static boolean runs(String name, Map<String, String> java) {
        var text = java.getOrDefault(name, "");
        var parent = PARENT.matcher(text);
        return JAVA_TEST.matcher(text).find()
                || parent.find() && !parent.group(1).equals(name) && runs(parent.group(1), java);
    }

    private static List<Path> files(String folder) throws IOException {
        try (var files = Files.walk(Path.of(folder))) {
            return files.filter(file -> !file.toString().contains("node_modules")).toList();
        }
    }
}
