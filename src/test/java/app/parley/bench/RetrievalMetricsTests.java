package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetrievalMetricsTests {
    private static final Map<String, Integer> GRADES = Map.of("a", 3, "b", 1, "c", 0, "d", -1);

    @Test
    void theIdealRankingIsOne() {
        assertThat(RetrievalMetrics.ndcg(List.of("a", "b", "x"), GRADES, 10))
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void laterIsWorthLess() {
        // (1 + 3 / log2(3)) / (3 + 1 / log2(3))
        assertThat(RetrievalMetrics.ndcg(List.of("b", "a"), GRADES, 10))
                .isCloseTo(0.7967, within(1e-4));
        // 3 / log2(4) of 3 + 1 / log2(3)
        assertThat(RetrievalMetrics.ndcg(List.of("x", "d", "a"), GRADES, 10))
                .isCloseTo(0.4131, within(1e-4));
    }

    @Test
    void whatIsBeyondTheDepthDoesNotCount() {
        assertThat(RetrievalMetrics.ndcg(List.of("x", "a"), GRADES, 1)).isZero();
        assertThat(RetrievalMetrics.recall(List.of("x", "a", "b"), GRADES, 2)).isEqualTo(0.5);
        assertThat(RetrievalMetrics.recall(List.of("x", "a", "b"), GRADES, 3)).isEqualTo(1);
    }

    @Test
    void withoutAnythingRelevantBothAreZero() {
        assertThat(RetrievalMetrics.ndcg(List.of("c"), Map.of("c", 0), 10)).isZero();
        assertThat(RetrievalMetrics.recall(List.of("c"), Map.of("c", 0), 10)).isZero();
    }
}
