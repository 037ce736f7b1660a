package app.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.embedding.Embedding;
import app.parley.knowledge.index.StoredPassage;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class NeighboursTests {
    private static final String TEXT = "One begins. Two goes on. Three ends it. Four is apart.";
    private static final UUID DOCUMENT = UUID.randomUUID();

    private final StoredPassage one = passage(0, "One begins.", 10);
    private final StoredPassage two = passage(1, "begins. Two goes on.", 10);
    private final StoredPassage three = passage(2, "Three ends it.", 10);
    private final StoredPassage four = passage(3, "Four is apart.", 10);

    @Test
    void aPassageIsReadWithWhatStandsAroundIt() {
        var contexts = Neighbours.contexts(List.of(two), List.of(one, three));
        assertThat(contexts.get(two.id())).isEqualTo("One begins. Two goes on.\nThree ends it.");
    }

    @Test
    void nothingIsReadTwice() {
        var contexts = Neighbours.contexts(List.of(two, three), List.of(one, two, three, four));
        assertThat(contexts.get(two.id())).isEqualTo("One begins. Two goes on.");
        assertThat(contexts.get(three.id())).isEqualTo("Three ends it.\nFour is apart.");
    }

    @Test
    void thePassagesThatWereFoundComeBeforeTheirNeighbours() {
        var found = passage(1, "begins. Two goes on.", PassageSelection.BUDGET_TOKENS - 15);
        var contexts = Neighbours.contexts(List.of(found), List.of(one, three));
        assertThat(contexts.get(found.id())).isEqualTo("One begins. Two goes on.");
    }

    private static StoredPassage passage(int ordinal, String text, int tokens) {
        int start = TEXT.indexOf(text);
        return new StoredPassage(
                UUID.randomUUID(),
                DOCUMENT,
                "Title",
                "a.md",
                ordinal,
                "",
                text,
                start,
                start + text.length(),
                null,
                tokens,
                new Embedding("model", new float[] {1}));
    }
}
