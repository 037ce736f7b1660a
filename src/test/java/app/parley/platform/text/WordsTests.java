package app.parley.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTests {
    @ParameterizedTest
    @CsvSource({
        "connect, connecting",
        "connect, connects",
        "connect, connected",
        "connect, connection",
        "stop, stopping",
        "stop, stopped",
        "delete, deleting",
        "delete, deletion",
        "key, keys",
        "copy, copies",
        "interrupted, interrupt",
        "server, servers",
        "database, databases",
        "call, called",
    })
    void formsOfAWordAreTheSame(String one, String other) {
        assertThat(Words.stem(one)).isEqualTo(Words.stem(other));
    }

    @ParameterizedTest
    @CsvSource({"port, postgres", "model, mode", "session, set", "access, accent"})
    void differentWordsStayDifferent(String one, String other) {
        assertThat(Words.stem(one)).isNotEqualTo(Words.stem(other));
    }

    @Test
    void leavesOutWhatSaysNothing() {
        assertThat(Words.of("How do I connect it, and where?")).containsExactly("connect");
        assertThat(Words.of("What is it?")).isEmpty();
        assertThat(Words.of("")).isEmpty();
    }

    @Test
    void namesOfSettingsCountWholeAndInParts() {
        assertThat(Words.of("`OPENAI_API_KEY`"))
                .containsExactly("openai_api_kei", "openai", "api", "key");
    }

    @Test
    void takesOtherScriptsAsTheyAre() {
        assertThat(Words.of("Где мои данные?")).containsExactly("где", "мои", "данные");
    }

    @Test
    void aWordWithoutEndIsNoDeeperThanAnother() {
        assertThat(Words.of("a_".repeat(100_000) + "b")).hasSize(2).contains("b");
    }
}
