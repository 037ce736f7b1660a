package app.parley.model.guide;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.guide.Piece.Kind;
import org.junit.jupiter.api.Test;

class PiecesTests {
    @Test
    void takesAPassageApart() {
        var pieces =
                Pieces.of(
                        """
                        First sentence. Second one, with `./data` and v1.2 in
                        it. Do this:

                        1. Open it.
                           Slowly.
                        2. Close it.

                        | a | b |
                        |---|---|
                        | 1 | 2 |

                        - loose
                        - items

                        ```sh
                        # not a heading

                        run
                        ```
                        """);
        assertThat(pieces)
                .extracting(Piece::kind)
                .containsExactly(
                        Kind.SENTENCE,
                        Kind.SENTENCE,
                        Kind.SENTENCE,
                        Kind.STEPS,
                        Kind.TABLE,
                        Kind.LIST,
                        Kind.CODE);
        assertThat(pieces.get(1).text()).isEqualTo("Second one, with `./data` and v1.2 in it.");
        assertThat(pieces.get(2).announces()).isTrue();
        assertThat(pieces.get(3).text()).isEqualTo("1. Open it.\n   Slowly.\n2. Close it.");
        assertThat(pieces.get(6).text()).isEqualTo("```sh\n# not a heading\n\nrun\n```");
    }

    @Test
    void closesCodeThatThePassageCutsOff() {
        assertThat(Pieces.of("```\nrun").getFirst().text()).isEqualTo("```\nrun\n```");
        assertThat(Pieces.of("```").getFirst().text()).isEqualTo("```\n```");
    }

    @Test
    void leavesHeadingsOut() {
        assertThat(Pieces.of("#### Title\n\nText."))
                .extracting(Piece::text)
                .containsExactly("Text.");
        assertThat(Pieces.of("")).isEmpty();
    }
}
