package app.parley.model.gateway;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ways of speaking to a provider; each has one {@link ModelGateway}. */
public enum ProviderKind {
    /** OpenAI and everything that speaks like it: vLLM, llama.cpp, LM Studio, gateways. */
    OPENAI("OpenAI", "https://api.openai.com/v1"),
    GEMINI("Gemini", "https://generativelanguage.googleapis.com/v1beta"),
    ANTHROPIC("Anthropic", "https://api.anthropic.com/v1"),
    OLLAMA("Ollama", "http://127.0.0.1:11434"),
    /** The built-in model, which reads sources and needs no connection. */
    GUIDE("Parley", "about:blank");

    private final String title;
    private final String defaultBaseUrl;

    ProviderKind(String title, String defaultBaseUrl) {
        this.title = title;
        this.defaultBaseUrl = defaultBaseUrl;
    }

    /** The name people know it by. */
    public String title() {
        return title;
    }

    /** Where it is reached unless somebody says otherwise. */
    public String defaultBaseUrl() {
        return defaultBaseUrl;
    }

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with this code; null if there is none. */
    public static @Nullable ProviderKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElse(null);
    }
}
