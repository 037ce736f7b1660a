package app.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/SECURITY.md says shows something has to be there. */
class SecurityDocTests {
    private static final Pattern TEST =
            Pattern.compile("`([A-Za-z0-9]+Tests|[\\w-]+\\.(?:test|spec)\\.tsx?)`");
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

    /** OWASP ASVS 5.0 has 70 items of level 1 and 183 of level 2, V17 (WebRTC) among them. */
    @Test
    void everyItemIsShownOrReasonedOrOpen() throws IOException {
        var seen = new HashSet<String>();
        for (var line : text().lines().filter(one -> one.matches("\\| \\d.*")).toList()) {
            var item = ITEM.matcher(line);
            assertThat(item.matches()).as(line).isTrue();
            assertThat(seen.add(item.group(1))).as(line).isTrue();
            var shown = item.group(4);
            assertThat(TEST.matcher(shown).find() || shown.matches("n/a: .{8,}|not yet: .{8,}"))
                    .as(line)
                    .isTrue();
        }
        assertThat(seen).hasSizeGreaterThan(235);
    }

    private static String text() throws IOException {
        return Files.readString(Path.of("docs/SECURITY.md"));
    }

    private static Set<String> tests() throws IOException {
        var found = new HashSet<String>();
        for (var folder : List.of("src/test/java", "web/src", "e2e/tests")) {
            try (var files = Files.walk(Path.of(folder))) {
                files.map(file -> file.getFileName().toString())
                        .forEach(
                                name ->
                                        found.add(
                                                name.endsWith("Tests.java")
                                                        ? name.substring(0, name.length() - 5)
                                                        : name));
            }
        }
        return found;
    }
}
