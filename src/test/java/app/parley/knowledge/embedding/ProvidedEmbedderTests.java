package app.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import app.parley.model.EmbeddingModels;
import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModelInfo;
import app.parley.platform.config.SettingStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProvidedEmbedderTests {
    private final Away provider = new Away();

    @Test
    void aProviderThatIsAwayHoldsUpOneOnlyOnce() {
        var embedder = embedder();
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> embedder.embed(List.of("a passage")))
                    .isInstanceOfSatisfying(
                            EmbeddingException.class,
                            failed -> assertThat(failed.isPassing()).isTrue());
        }
        assertThat(provider.asked).hasValue(1);
    }

    @Test
    void aQuestionIsTriedAllTheSame() {
        var embedder = embedder();
        assertThatThrownBy(() -> embedder.embed(List.of("a passage")))
                .isInstanceOf(EmbeddingException.class);
        assertThatThrownBy(() -> embedder.embedQuery("a question?"))
                .isInstanceOf(EmbeddingException.class);
        assertThat(provider.asked).hasValue(2);
    }

    @Test
    void whatIsRefusedForGoodIsNotLeftAlone() {
        provider.failure = ModelFailure.BAD_KEY;
        var embedder = embedder();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> embedder.embed(List.of("a passage")))
                    .isInstanceOfSatisfying(
                            EmbeddingException.class,
                            failed -> assertThat(failed.isPassing()).isFalse());
        }
        assertThat(provider.asked).hasValue(3);
    }

    private ProvidedEmbedder embedder() {
        return new ProvidedEmbedder(
                new ModelInfo("far/away", "Away", "far", "Far", List.of(), null, false),
                provider,
                new NoSettings(),
                new OnnxEmbedder(LocalModel.MINILM));
    }

    private static final class NoSettings implements SettingStore {
        @Override
        public Optional<String> find(String name) {
            return Optional.empty();
        }

        @Override
        public void put(String name, @Nullable String value) {}
    }

    private static final class Away implements EmbeddingModels {
        private final AtomicInteger asked = new AtomicInteger();
        private ModelFailure failure = ModelFailure.UNREACHABLE;

        @Override
        public List<ModelInfo> all() {
            return List.of();
        }

        @Override
        public Optional<ModelInfo> find(String modelId) {
            return Optional.empty();
        }

        @Override
        public List<float[]> embed(String modelId, List<String> texts, Use use) {
            asked.incrementAndGet();
            throw new ModelException(failure, "no answer");
        }

        @Override
        public int batch() {
            return 16;
        }
    }
}
