package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
            })
    void isOneCleanLine(String said, String title) {
        assertThat(TitleText.of(said)).isEqualTo(title);
    }

    @Test
    void isCutBetweenWordsAndCharacters() {
        assertThat(TitleText.of("word ".repeat(40))).hasSizeLessThanOrEqualTo(80).endsWith("word…");
        assertThat(TitleText.of("🙂".repeat(80))).matches("(🙂)+…");
    }
}
