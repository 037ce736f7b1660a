package app.parley.knowledge.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DocumentSplitterTests {
    private static final OnnxEmbedder MODEL = new OnnxEmbedder(LocalModel.MINILM);
    private final DocumentSplitter splitter = new DocumentSplitter(MODEL::countTokens, 256);

    @Test
    void namesTheTitlesAboveEveryPassage() {
        var chunks =
                splitter.split(
                        "models.md",
                        """
                        # Models

                        Parley talks to many.

                        ## Connect `OpenAI`

                        Paste the key.

                        ### Proxies

                        Change the address.

                        #### Small print

                        Not a section.

                        ## Ollama

                        It is found by itself.
                        """);
        assertThat(chunks)
                .extracting(Chunk::header)
                .containsExactly(
                        "Models",
                        "Models > Connect OpenAI",
                        "Models > Connect OpenAI > Proxies",
                        "Models > Ollama");
        assertThat(chunks)
                .extracting(Chunk::section)
                .containsExactly("", "Connect OpenAI", "Connect OpenAI > Proxies", "Ollama");
        assertThat(chunks.get(2).text()).startsWith("Change").endsWith("Not a section.");
    }

    @Test
    void keepsCodeTablesAndListsWhole() {
        var list = lines(12, i -> (i + 1) + ". Do step number " + i + " with care.");
        var code = "```sh\n" + lines(10, i -> "# not a heading " + i) + "\n```";
        var table =
                "| name | value |\n|---|---|\n" + lines(9, i -> "| key " + i + " | " + i + " |");
        var text =
                String.join(
                        "\n\n",
                        "# Page",
                        sentences(9),
                        "Do this:",
                        list,
                        code,
                        sentences(3),
                        table);
        var chunks = splitter.split("page.md", text);
        assertThat(chunks).filteredOn(chunk -> chunk.text().contains(list)).hasSize(1);
        assertThat(chunks).filteredOn(chunk -> chunk.text().contains(code)).hasSize(1);
        assertThat(chunks).filteredOn(chunk -> chunk.text().contains(table)).hasSize(1);
        assertThat(chunks)
                .filteredOn(chunk -> chunk.text().contains(list))
                .first()
                .extracting(Chunk::text)
                .asString()
                .contains("Do this:");
    }

    @Test
    void cutsLongProseBetweenSentencesAndRepeatsOne() {
        var chunks = splitter.split("page.md", sentences(60));
        assertThat(chunks).hasSizeGreaterThan(3);
        for (int i = 1; i < chunks.size(); i++) {
            assertThat(chunks.get(i).text()).startsWith("Sentence ").endsWith(".");
            assertThat(chunks.get(i).start()).isLessThan(chunks.get(i - 1).end());
        }
    }

    @Test
    void cutsWhatIsTooLongForTheModel() {
        var word = "verylongword".repeat(4_000);
        var code = "```\n" + lines(200, i -> "value_" + i + " = compute(" + i + ")") + "\n```";
        var chunks = splitter.split("page.md", word + "\n\n" + code);
        assertThat(chunks).hasSizeGreaterThan(10);
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.tokens()).isLessThanOrEqualTo(256));
        assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.text()).hasSizeLessThan(8_000));
    }

    @Test
    void shortensALongHeader() {
        var chunks = splitter.split("page.md", "# " + "word ".repeat(200) + "\n\nText.");
        assertThat(chunks).hasSize(1);
        assertThat(MODEL.countTokens(chunks.getFirst().header())).isLessThanOrEqualTo(42);
    }

    /** Offsets are what a citation opens: they hold for every text. */
    @Test
    void everyPassageIsExactlyWhatTheDocumentSaysThere() {
        for (int seed = 0; seed < 150; seed++) {
            var text = randomMarkdown(new Random(seed));
            var chunks = splitter.split("page.md", text);
            int reached = 0;
            for (var chunk : chunks) {
                assertThat(text.substring(chunk.start(), chunk.end()))
                        .as("seed %d", seed)
                        .isEqualTo(chunk.text());
                assertThat(chunk.tokens()).as("seed %d", seed).isLessThanOrEqualTo(256);
                assertThat(chunk.text()).isNotBlank();
                if (chunk.start() > reached) {
                    assertThat(onlyHeadings(text.substring(reached, chunk.start())))
                            .as("seed %d leaves out nothing", seed)
                            .isTrue();
                }
                reached = Math.max(reached, chunk.end());
            }
            assertThat(onlyHeadings(text.substring(reached))).as("seed %d", seed).isTrue();
        }
    }

    private static boolean onlyHeadings(String gap) {
        return gap.lines().allMatch(line -> line.isBlank() || line.strip().startsWith("#"));
    }

    private static String randomMarkdown(Random random) {
        var text = new StringBuilder();
        var breaks = random.nextBoolean() ? "\n" : "\r\n";
        for (int block = random.nextInt(14); block >= 0; block--) {
            switch (random.nextInt(8)) {
                case 0 ->
                        text.append("#".repeat(1 + random.nextInt(6)))
                                .append(' ')
                                .append(words(random, 6));
                case 1 -> text.append("```").append(breaks).append(words(random, 400));
                case 2 ->
                        text.append("~~~ x")
                                .append(breaks)
                                .append(words(random, 30))
                                .append(breaks)
                                .append("~~~");
                case 3 -> {
                    for (int i = random.nextInt(40); i >= 0; i--) {
                        text.append("  ".repeat(random.nextInt(3)))
                                .append("- ")
                                .append(words(random, 20))
                                .append(breaks);
                    }
                }
                case 4 -> text.append("| ").append(words(random, 9)).append(" |");
                case 5 -> text.append(words(random, 1).repeat(1 + random.nextInt(900)));
                default -> text.append(words(random, 500));
            }
            text.append(breaks.repeat(random.nextInt(3)));
        }
        return text.toString();
    }

    private static String words(Random random, int most) {
        var words = new StringBuilder();
        for (int i = random.nextInt(most); i >= 0; i--) {
            words.append(
                    switch (random.nextInt(12)) {
                        case 0 -> "😀";
                        case 1 -> "end. ";
                        case 2 -> "naïve ";
                        case 3 -> "\u00a0";
                        case 4 -> "long" + "er".repeat(random.nextInt(20)) + " ";
                        default -> "word ";
                    });
        }
        return words.toString();
    }

    private static String sentences(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "Sentence " + i + " says something about the weather of the day.")
                .collect(Collectors.joining(" "));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    /** Hours, were each mark looked for to the end of the line. */
    @Test
    @Timeout(120)
    void aHeadingOfNothingButMarksIsGoneThroughOnce() {
        for (var mark : List.of("[", "[](", "[a](", "_", "`", " ", " #", "[a]")) {
            var heading = "# a" + mark.repeat(300_000) + "b";

            assertThat(DocumentSplitter.headingText(heading)).startsWith("a").endsWith("b");
        }
        assertThat(DocumentSplitter.headingText("## See [the `docs`](docs.md) _now_ ##"))
                .isEqualTo("See the `docs` now");
    }
}
