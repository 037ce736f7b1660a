package app.parley.model.guide;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GuideTitleTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    How do I connect OpenAI?                              | Connect OpenAI
                    what is the capital of France?                        | Capital of France
                    Hello, can you tell me how to stop an answer, please? | Stop an answer, please
                    Where is my data?                                     | Where is my data
                    hi                                                    | Hi
                    PARLEY_DATA_DIR                                       | PARLEY_DATA_DIR
                    Write a long story about the sea and the ships on it  | Write a long story
                    **Bold** `code` question. And more text               | Bold code question
                    how to                                                | How to
                    """)
    void namesWhatIsAsked(String question, String title) {
        assertThat(GuideTitle.of(question)).isEqualTo(title);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "one two three four five six seven eight nine",
                "What happens if the server restarts while it answers?",
                "😀😀😀 ööö ÄÄÄ \n second line",
                "Donaudampfschifffahrtsgesellschaftskapitänsmützenhersteller und Donaudampfschifffahrt"
            })
    void neverHasMoreThanSixWords(String question) {
        var title = GuideTitle.of(question);
        assertThat(title).isNotBlank().doesNotContain("\n").hasSizeLessThanOrEqualTo(64);
        assertThat(title.split(" ")).hasSizeLessThanOrEqualTo(6);
    }
}
