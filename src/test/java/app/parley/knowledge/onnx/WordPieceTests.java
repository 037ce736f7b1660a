package app.parley.knowledge.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our tokenizer against the one that the models were trained with. */
class WordPieceTests {
    private static final WordPiece OURS = WordPiece.read(LocalModel.MINILM.vocabulary());
    private static HuggingFaceTokenizer reference;

    @BeforeAll
    static void loadReference() throws Exception {
        try (var json = WordPieceTests.class.getResourceAsStream(LocalModel.MINILM.vocabulary())) {
            reference =
                    HuggingFaceTokenizer.newInstance(
                            Objects.requireNonNull(json),
                            Map.of(
                                    "padding", "false",
                                    "truncation", "true",
                                    "maxLength", "256",
                                    "modelMaxLength", "512"));
        }
    }

    @AfterAll
    static void closeReference() {
        reference.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " \t\n ",
                "How do I connect OpenAI?",
                "Set `PARLEY_DATA_DIR=/var/lib/parley` and restart -- it's done.",
                "Straße, naïve café, ÅNGSTRÖM, İstanbul, ǅ",
                "東京都は日本の首都です。 한국어도 된다",
                "emoji 😀😀 and 👩‍👩‍👧, zero\u200bwidth, nul\0byte, bad\ufffdchar",
                "e\u0301 combined; non\u00a0breaking; line\u2028separator; next\u0085line",
                "| a | b |\n|---|---|\n| 1 | 2 |",
                "€100 ©2026 ™ ½ ² ∑ ≤ x̄ → «quoted» „low“ ‘single’",
                "Привет мир Ελληνικά العربية עברית हिन्दी ไทย",
                "http://localhost:8080/api/v1/documents/{id}?a=b&c=%20",
            })
    void givesTheTokensOfTheReference(String text) {
        assertThat(OURS.encode(text, 256)).isEqualTo(reference.encode(text).getIds());
    }

    @Test
    void givesUpOnAWordOfMoreThanAHundredCharacters() {
        var text = "before " + "a".repeat(101) + " " + "b".repeat(100) + " after";
        assertThat(OURS.encode(text, 256)).isEqualTo(reference.encode(text).getIds());
    }

    @Test
    void cutsWhereTheReferenceCuts() {
        var text = "unbelievable internationalization, ".repeat(80);
        assertThat(OURS.encode(text, 256)).hasSize(256).isEqualTo(reference.encode(text).getIds());
        assertThat(OURS.count(text)).isGreaterThan(256);
    }

    @Test
    void givesTheTokensOfTheReferenceForRandomText() {
        var random = new Random(42);
        for (int round = 0; round < 400; round++) {
            var text = new StringBuilder();
            for (int i = random.nextInt(60); i > 0; i--) {
                text.appendCodePoint(
                        switch (random.nextInt(6)) {
                            case 0 -> ' ';
                            case 1 -> 0x21 + random.nextInt(0x5e);
                            case 2 -> 0xa1 + random.nextInt(0x24f - 0xa1);
                            case 3 -> 0x391 + random.nextInt(0x44f - 0x391);
                            default -> 'a' + random.nextInt(26);
                        });
            }
            assertThat(OURS.encode(text.toString(), 256))
                    .as(text.toString())
                    .isEqualTo(reference.encode(text.toString()).getIds());
        }
    }

    @Test
    void countsOfPartsAddUp() {
        var one = "Start Parley with one command.";
        var two = "Then open the browser; it's quick.";
        assertThat(OURS.count(one + "\n\n" + two)).isEqualTo(OURS.count(one) + OURS.count(two) - 2);
    }
}
