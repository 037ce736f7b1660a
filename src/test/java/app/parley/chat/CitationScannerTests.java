package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CitationScannerTests {
    @Test
    void namesEachSourceOnceInOrder() {
        assertThat(scan(3, "So [2] and [1, 3] and [2] again.")).containsExactly(2, 1, 3);
    }

    @Test
    void ignoresNumbersThatAreNoSource() {
        assertThat(scan(3, "[4] [0] [12] [] [x] [1x] array[7] [99999999999]")).isEmpty();
    }

    @Test
    void findsACitationWhereverTheTextIsCut() {
        var text = "Because [12] of [3].";
        for (int cut = 0; cut <= text.length(); cut++) {
            var scanner = new CitationScanner(20);
            var found = new ArrayList<Integer>(scanner.scan(text.substring(0, cut)));
            found.addAll(scanner.scan(text.substring(cut)));
            assertThat(found).as("cut at %d", cut).containsExactly(12, 3);
        }
    }

    private static List<Integer> scan(int sources, String text) {
        return new CitationScanner(sources).scan(text);
    }
}
