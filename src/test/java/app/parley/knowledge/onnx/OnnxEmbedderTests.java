package app.parley.knowledge.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.parley.knowledge.embedding.Embedder;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnnxEmbedderTests {
    @ParameterizedTest
    @EnumSource
    void vectorsHaveLengthOneAndLikeTextsLieClose(LocalModel model) throws Exception {
        try (var embedder = new OnnxEmbedder(model)) {
            var question = embedder.embedQuery("How can I sign in?");
            var vectors =
                    embedder.embed(
                            List.of(
                                    "Log in with your user name and password.",
                                    "The recipe needs two eggs and some flour."));
            assertThat(question).hasSize(embedder.dimensions());
            assertThat(cosine(question, question)).isCloseTo(1, within(1e-5));
            assertThat(cosine(question, vectors.get(0)))
                    .isGreaterThan(cosine(question, vectors.get(1)) + 0.15);
        }
    }

    /** The stock wrapper of this model cuts at 128 tokens without a word. */
    @Test
    void readsUpToToken250() throws Exception {
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM)) {
            var head =
                    IntStream.range(0, 248)
                            .mapToObj(i -> i % 2 == 0 ? "water" : "stone")
                            .collect(Collectors.joining(" "));
            assertThat(embedder.countTokens(head)).isEqualTo(250);
            var vectors = embedder.embed(List.of(head + " king", head + " music"));
            assertThat(cosine(vectors.get(0), vectors.get(1))).isLessThan(0.9999);
        }
    }

    @Test
    void doesNotReadBeyondItsLimit() throws Exception {
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM)) {
            var head = "water ".repeat(254);
            assertThat(embedder.embedQuery(head + "king"))
                    .isEqualTo(embedder.embedQuery(head + "music"));
        }
    }

    @Test
    void takesAnyTextForAQuestion() throws Exception {
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM)) {
            for (var text :
                    List.of(
                            "",
                            " ",
                            "\0",
                            "\ud800",
                            "a\udc00b",
                            "x".repeat(2_000_000),
                            "? ".repeat(500_000))) {
                assertThat(cosine(embedder.embedQuery(text), embedder.embedQuery(text)))
                        .isCloseTo(1, within(1e-5));
            }
        }
    }

    @Test
    void manyVirtualThreadsGetTheSameVectors() throws Exception {
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var expected = embedder.embedQuery("question 3");
            var found =
                    IntStream.range(0, 40)
                            .mapToObj(
                                    i ->
                                            threads.submit(
                                                    () ->
                                                            i % 2 == 0
                                                                    ? embedder.embedQuery(
                                                                            "question 3")
                                                                    : embedder.embed(
                                                                                    List.of(
                                                                                            "question"
                                                                                                    + " 3"))
                                                                            .getFirst()))
                            .toList();
            for (var vector : found) {
                assertThat(vector.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void theNameOfTheModelTellsWhatMakesVectorsComparable() {
        for (var model : LocalModel.values()) {
            Embedder embedder = new OnnxEmbedder(model);
            assertThat(embedder.model().toLowerCase(Locale.ROOT))
                    .contains("@" + embedder.maxTokens());
        }
    }

    private static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
