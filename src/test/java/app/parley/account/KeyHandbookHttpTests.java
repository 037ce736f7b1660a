package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Keys;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs what the handbook tells people to type. */
class KeyHandbookHttpTests extends HttpTests {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```sh\\n(.*?)```");

    @TempDir private Path folder;

    @Test
    void theExamplesWorkAsTheyArePrinted() throws Exception {
        var key =
                Keys.made(
                        newPerson(),
                        EnumSet.of(KeyScope.CHAT, KeyScope.MODELS_READ, KeyScope.KNOWLEDGE_WRITE),
                        "");
        var output = new ArrayList<String>();

        for (var example : examples("api-keys.md")) {
            var process =
                    new ProcessBuilder("bash", "-euo", "pipefail", "-c", example)
                            .directory(folder.toFile())
                            .redirectErrorStream(true);
            process.environment().put("PARLEY", base().toString());
            process.environment().put("KEY", key.path("key").asString());
            var running = process.start();
            var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(running.waitFor()).as(example + "\n" + said).isZero();
            output.add(said);
        }

        assertThat(output.get(0)).contains("\"items\"").contains("parley/guide");
        assertThat(output.get(1)).contains("event: text-delta").contains("event: finished");
        assertThat(output.get(2)).contains("pump.txt");
    }

    private static List<String> examples(String page) throws Exception {
        var text = Files.readString(Path.of("docs/handbook", page));
        return EXAMPLE.matcher(text).results().map(found -> found.group(1)).toList();
    }
}
