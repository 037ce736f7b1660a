package app.parley.support;

import app.parley.model.ModelInfo;
import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.Models;
import app.parley.platform.Cancellation;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Stands in for modules that are not there yet. */
@TestConfiguration(proxyBeanMethods = false)
public class FallbackPorts {
    @Bean
    @ConditionalOnMissingBean
    Models fallbackModels() {
        return new Models() {
            @Override
            public String defaultModel() {
                return "parley/guide";
            }

            @Override
            public Optional<ModelInfo> find(String modelId) {
                return Optional.of(
                        new ModelInfo(
                                modelId,
                                modelId,
                                "parley",
                                "Parley",
                                List.of("chat"),
                                null,
                                false));
            }

            @Override
            public ModelOutcome stream(
                    ModelRequest request, ModelListener listener, Cancellation cancellation) {
                for (int i = 0; i < 50; i++) {
                    if (cancellation.isCancelled()) {
                        throw new java.util.concurrent.CancellationException();
                    }
                    listener.text("word" + i + " ");
                    try {
                        Thread.sleep(20);
                    } catch (InterruptedException e) {
                        throw new java.util.concurrent.CancellationException();
                    }
                }
                return new ModelOutcome(1, 50, true);
            }
        };
    }
}
