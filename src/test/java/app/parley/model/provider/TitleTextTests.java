package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TitleTextTests {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            value = {
                "Baking bread,                                  Baking bread",
                "~\"Baking bread.\"~,                           Baking bread",
                "**Title: Baking bread**,                       Baking bread",
                "~<think>Hm, a title</think>\n\nBaking bread\nor not~, Baking bread",
                "~<think>never ends~,                           ~~",
                "~Baking\t\u202Ebread\u0000~,                   Baking bread",
                "~  ~,                                          ~~",
                "「パンを焼く」。,                                 パンを焼く",
                "**Baking bread**,                              Baking bread",
                "# Baking bread,                                Baking bread",
                "## **Baking bread** ##,                        Baking bread",
                "Title: Baking bread,                           Baking bread",
                "**Title:** Baking bread,                       Baking bread",
                "**Title**: \"Baking bread\",                  Baking bread",
                "Titel： „Brot backen“,                          Brot backen",
                "Conversation title: Baking bread,              Baking bread",
                "'Baking bread',                                Baking bread",
                "“Baking bread.”,                               Baking bread",
                "*Baking bread*,                                Baking bread",
                "`Baking bread`,                                Baking bread",
                "- Baking bread,                                Baking bread",
                "> Baking bread,                                Baking bread",
                "**Baking bread,                                Baking bread",
                "~```\nBaking bread\n```~,                      Baking bread",
                "~```markdown\n# Baking bread\n```~,            Baking bread",
                "~Sure! Here is a title:\n\n**Baking bread**~,   Baking bread",
                "~Here you are:~,                               Here you are:",
                "~---\nBaking bread~,                           Baking bread",
                "~{\"title\": \"Baking \\\"real\\\" bread\"}~, Baking \"real\" bread",
                "<title>Baking bread</title>,                   Baking bread",
                "[Baking bread](https://example.org),           Baking bread",
            })
    void isOneCleanLine(String said, String title) {
        assertThat(TitleText.of(said)).isEqualTo(title);
    }

    /** Marks that mean something where they stand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "What __init__ does in Python",
                "C# and F# side by side",
                "Use of \"quotes\"",
                "\"Yes\" and \"no\"",
                "2 * 3 * 4",
                "3. Liga",
                "snake_case_names",
                "Don't panic",
                "-Xmx and -Xms",
                "#parenting",
                "And so on...",
                "Ratio 3:4",
                "Titles: why they matter"
            })
    void keepsWhatBelongsToIt(String title) {
        assertThat(TitleText.of(title)).isEqualTo(title);
    }

    @Test
    void isCutBetweenWordsAndCharacters() {
        assertThat(TitleText.of("word ".repeat(40))).hasSizeLessThanOrEqualTo(80).endsWith("word…");
        assertThat(TitleText.of("🙂".repeat(80))).matches("(🙂)+…");
    }
}
