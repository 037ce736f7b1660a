package app.parley.knowledge.onnx;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** The embedding models inside Parley; one that no collection uses costs nothing. */
@Configuration(proxyBeanMethods = false)
class OnnxConfiguration {
    @Bean
    @Order(1)
    OnnxEmbedder miniLm() {
        return new OnnxEmbedder(LocalModel.MINILM);
    }

    @Bean
    @Order(2)
    OnnxEmbedder bgeSmall() {
        return new OnnxEmbedder(LocalModel.BGE_SMALL);
    }
}
