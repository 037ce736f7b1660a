package app.parley.knowledge.onnx;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How texts become vectors.
 *
 * @param model one of the models that come with Parley
 */
@ConfigurationProperties("parley.knowledge.embedding")
record EmbeddingProperties(@DefaultValue("minilm") LocalModel model) {}
