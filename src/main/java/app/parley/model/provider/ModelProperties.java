package app.parley.model.provider;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How models are reached.
 *
 * @param connectTimeout for a provider to accept the connection
 * @param idleTimeout for a provider to send the next byte
 * @param listTimeout for a provider to list its models
 * @param refreshEvery how often providers are asked for their models
 * @param startWait how long a start waits for the providers of the environment
 * @param assumedContext how much a model reads whose provider does not tell, in tokens
 * @param discoverOllama whether to look for an Ollama on this machine
 */
@Validated
@ConfigurationProperties("parley.model")
record ModelProperties(
        @DefaultValue("10s") @DurationMin(millis = 1) Duration connectTimeout,
        @DefaultValue("60s") @DurationMin(millis = 10) Duration idleTimeout,
        @DefaultValue("15s") @DurationMin(millis = 10) Duration listTimeout,
        @DefaultValue("5m") @DurationMin(seconds = 1) Duration refreshEvery,
        @DefaultValue("3s") Duration startWait,
        @DefaultValue("128000") @Positive int assumedContext,
        @DefaultValue("true") boolean discoverOllama,
        @DefaultValue("http://127.0.0.1:11434")
                @Pattern(regexp = Server.ADDRESS, message = Server.MESSAGE)
                String localOllama,
        @DefaultValue @Valid Server openai,
        @DefaultValue @Valid Server gemini,
        @DefaultValue @Valid Server anthropic,
        @DefaultValue @Valid Server ollama) {

    /**
     * A provider from the environment.
     *
     * @param apiKey empty for none
     * @param baseUrl empty for the provider's own
     */
    record Server(
            @DefaultValue("") String apiKey,
            @DefaultValue("") @Pattern(regexp = ADDRESS, message = MESSAGE) String baseUrl) {
        static final String ADDRESS =
                "\\s*|\\s*([hH][tT][tT][pP][sS]?://)?[^\\s/?#@]+(/[^\\s?#]*)?\\s*";
        static final String MESSAGE = "must be an address such as http://localhost:11434";

        /** Says everything but the key. */
        @Override
        public String toString() {
            return "Server[" + baseUrl + "]";
        }
    }
}
