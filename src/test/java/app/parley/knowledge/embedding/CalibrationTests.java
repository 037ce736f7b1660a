package app.parley.knowledge.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CalibrationTests {
    /** The models inside Parley were measured on many questions; a few must tell the same. */
    @ParameterizedTest
    @EnumSource
    void tellsOfKnownModelsWhatIsKnown(LocalModel model) throws Exception {
        try (var embedder = new OnnxEmbedder(model)) {
            var told =
                    Calibration.of(
                            Calibration.QUESTIONS.stream().map(embedder::embedQuery).toList(),
                            embedder.embed(Calibration.ANSWERS));
            var known = embedder.closeness();
            assertThat(told.unrelated()).isCloseTo(known.unrelated(), within(0.06));
            assertThat(told.related()).isCloseTo(known.related(), within(0.06));
        }
    }
}
