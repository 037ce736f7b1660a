package app.parley.tool.web;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.stream.Stream;

/** The engines that can be connected. */
enum EngineKind {
    TAVILY("Tavily", "https://api.tavily.com", true),
    BRAVE("Brave", "https://api.search.brave.com", true),
    /** Runs where its administrator runs it, so that it has no address of its own. */
    SEARXNG("SearXNG", "", false);

    private final String title;
    private final String defaultBaseUrl;
    private final boolean needsKey;

    EngineKind(String title, String defaultBaseUrl, boolean needsKey) {
        this.title = title;
        this.defaultBaseUrl = defaultBaseUrl;
        this.needsKey = needsKey;
    }

    String title() {
        return title;
    }

    /** Empty where there is none. */
    String defaultBaseUrl() {
        return defaultBaseUrl;
    }

    boolean needsKey() {
        return needsKey;
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * @throws IllegalArgumentException if it is none
     */
    @JsonCreator
    static EngineKind of(String code) {
        return Stream.of(values())
                .filter(kind -> kind.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such engine"));
    }
}
