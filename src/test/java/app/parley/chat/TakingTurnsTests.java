package app.parley.chat;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.knowledge.FoundPassage;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TakingTurnsTests {
    @Test
    void theBestOfBothComeFirst() {
        var merged = TakingTurns.of(passages("w", 3, 10), passages("c", 2, 10));
        assertThat(merged)
                .extracting(FoundPassage::title)
                .containsExactly("w0", "c0", "w1", "c1", "w2");
    }

    @Test
    void oneListAloneStaysAsItIs() {
        var web = passages("w", 8, 10_000);
        assertThat(TakingTurns.of(web, List.of())).isEqualTo(web);
        assertThat(TakingTurns.of(List.of(), web)).isEqualTo(web);
    }

    @Test
    void togetherTheyKeepToABudget() {
        assertThat(TakingTurns.of(passages("w", 8, 1), passages("c", 8, 1))).hasSize(12);
        assertThat(TakingTurns.of(passages("w", 8, 4_000), passages("c", 8, 4_000))).hasSize(4);
    }

    private static List<FoundPassage> passages(String name, int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(
                        i ->
                                new FoundPassage(
                                        UUID.randomUUID(),
                                        name + i,
                                        "",
                                        "x".repeat(length),
                                        0,
                                        length,
                                        0.5))
                .toList();
    }
}
