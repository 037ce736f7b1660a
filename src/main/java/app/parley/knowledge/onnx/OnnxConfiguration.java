package app.parley.knowledge.onnx;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The embedded embedding model. */
@Configuration(proxyBeanMethods = false)
class OnnxConfiguration {
    @Bean
    OnnxEmbedder embedder(EmbeddingProperties settings) {
        return new OnnxEmbedder(settings.model());
    }
}
