package app.parley.model.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

/** The names that people know, from the settings file to the connected provider. */
class EnvironmentNamesTests {
    @ParameterizedTest
    @CsvSource({
        "OPENAI_API_KEY,       k,                  openai,    https://api.openai.com/v1,  true",
        "OPENAI_API_BASE_URL,  http://h:1/v1,      openai,    http://h:1/v1,              false",
        "OPENAI_BASE_URL,      h:1,                openai,    http://h:1/v1,              false",
        "GEMINI_API_KEY,       k,                  gemini,    https://generativelanguage.googleapis.com/v1beta, true",
        "GOOGLE_API_KEY,       k,                  gemini,    https://generativelanguage.googleapis.com/v1beta, true",
        "ANTHROPIC_API_KEY,    k,                  anthropic, https://api.anthropic.com/v1, true",
        "OLLAMA_BASE_URL,      http://gpu:11434/,  ollama,    http://gpu:11434,           false",
    })
    void connectAProvider(String name, String value, String slug, String baseUrl, boolean hasKey)
            throws IOException {
        var named = new EnvironmentProviders(settings(Map.of(name, value))).named();

        assertThat(named).hasSize(1);
        var connection = named.getFirst().connection();
        assertThat(connection.slug()).isEqualTo(slug);
        assertThat(connection.baseUrl()).hasToString(baseUrl);
        assertThat(connection.apiKey() != null).isEqualTo(hasKey);
    }

    @Test
    void connectNothingByThemselves() throws IOException {
        var nothing = new EnvironmentProviders(settings(Map.of("ANTHROPIC_BASE_URL", "http://h")));

        assertThat(nothing.named()).isEmpty();
        assertThat(nothing.perhapsHere()).isPresent();
    }

    @Test
    void switchTheSearchForAnOllamaOff() throws IOException {
        assertThat(
                        new EnvironmentProviders(
                                        settings(Map.of("PARLEY_DISCOVER_OLLAMA", "false")))
                                .perhapsHere())
                .isEmpty();
        assertThat(
                        new EnvironmentProviders(settings(Map.of("OLLAMA_BASE_URL", "http://h")))
                                .perhapsHere())
                .isEmpty();
    }

    private static ModelProperties settings(Map<String, Object> variables) throws IOException {
        var environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().addFirst(new MapPropertySource("variables", variables));
        new YamlPropertySourceLoader()
                .load("settings", new ClassPathResource("application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        return Binder.get(environment).bindOrCreate("parley.model", ModelProperties.class);
    }
}
