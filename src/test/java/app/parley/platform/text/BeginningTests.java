package app.parley.platform.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BeginningTests {
    private static final String MELODY = "la 🎼🎵 la";

    @Test
    void aShortTextStaysAsItIs() {
        assertThat(Beginning.of(MELODY, MELODY.length())).isEqualTo(MELODY);
        assertThat(Beginning.of("", 0)).isEmpty();
    }

    @Test
    void cutsBetweenCharacters() {
        assertThat(Beginning.of(MELODY, 3)).isEqualTo("la ");
        assertThat(Beginning.of(MELODY, 5)).isEqualTo("la 🎼");
    }

    @Test
    void leavesOutACharacterThatDoesNotFitWhole() {
        assertThat(Beginning.of(MELODY, 4)).isEqualTo("la ");
        assertThat(Beginning.of(MELODY, 6)).isEqualTo("la 🎼");
        assertThat(Beginning.of("🎼", 1)).isEmpty();
        assertThat(Beginning.of(MELODY, 0)).isEmpty();
    }

    @Test
    void whatItLeavesCanAlwaysBeWrittenDown() {
        for (int length = 0; length <= MELODY.length(); length++) {
            var cut = Beginning.of(MELODY, length);
            assertThat(new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                    .isEqualTo(cut);
        }
    }
}
