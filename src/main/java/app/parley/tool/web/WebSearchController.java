package app.parley.tool.web;

import app.parley.platform.Cancellation;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.tool.WebSearch;
import app.parley.tool.WebSearchException;
import app.parley.tool.web.WebSearchSettings.Current;
import app.parley.tool.web.WebSearchSettings.Wanted;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/web-search")
@Tag(name = "Web search")
class WebSearchController {
    private static final String USUAL_QUERY = "weather forecast";
    private static final int RESULTS = 5;

    private final WebSearchSettings settings;
    private final WebSearch search;

    WebSearchController(WebSearchSettings settings, WebSearch search) {
        this.settings = settings;
        this.search = search;
    }

    /**
     * @param engine null where none is connected
     * @param keyHint the key's last characters
     * @param origin {@code settings} or {@code environment}
     * @param locked whether the engine can be changed in the environment alone
     */
    record WebSearchAnswer(
            @Nullable EngineKind engine,
            @Nullable String baseUrl,
            boolean hasKey,
            @Nullable String keyHint,
            List<String> allowedDomains,
            List<String> deniedDomains,
            String origin,
            boolean locked) {
        static WebSearchAnswer of(Current current) {
            var baseUrl = current.baseUrl();
            return new WebSearchAnswer(
                    current.engine(),
                    baseUrl == null ? null : baseUrl.toString(),
                    current.keyHint() != null,
                    current.keyHint(),
                    current.domains().allowed(),
                    current.domains().denied(),
                    current.locked() ? "environment" : "settings",
                    current.locked());
        }
    }

    /**
     * @param engine tavily, brave, searxng, or null for none
     * @param baseUrl null for the engine's own
     * @param apiKey null keeps the key while engine and server stay; empty: none
     * @param allowedDomains results come from these alone; empty: from any
     * @param deniedDomains results never come from these
     */
    record WebSearchChange(
            @Nullable String engine,
            @Nullable String baseUrl,
            @Nullable String apiKey,
            @Size(max = 200) @Nullable List<@NotNull String> allowedDomains,
            @Size(max = 200) @Nullable List<@NotNull String> deniedDomains) {
        /** Says nothing: it has a key in it. */
        @Override
        public String toString() {
            return "WebSearchChange";
        }
    }

    /**
     * @param query null for any
     */
    record WebSearchCheck(@Size(max = 400) @Nullable String query) {}

    /**
     * @param code why it failed
     * @param message the same as a sentence
     */
    record WebSearchOutcome(
            boolean ok, int resultCount, @Nullable String code, @Nullable String message) {}

    @GetMapping
    @Operation(summary = "Which engine searches the web")
    WebSearchAnswer show() {
        return WebSearchAnswer.of(settings.current());
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Connect an engine, or none, and choose domains")
    WebSearchAnswer change(@Valid @RequestBody WebSearchChange body) {
        return WebSearchAnswer.of(
                settings.change(
                        new Wanted(
                                engine(body.engine()),
                                body.baseUrl(),
                                body.apiKey(),
                                orNone(body.allowedDomains()),
                                orNone(body.deniedDomains()))));
    }

    @PostMapping(path = "/check", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(summary = "Search for something, to see whether the engine answers")
    WebSearchOutcome check(@Valid @RequestBody WebSearchCheck body) {
        var query = body.query() == null || body.query().isBlank() ? USUAL_QUERY : body.query();
        try {
            var found = search.find(query, RESULTS, new Cancellation());
            return new WebSearchOutcome(true, found.size(), null, null);
        } catch (WebSearchException failed) {
            return new WebSearchOutcome(false, 0, failed.reason().code(), failed.sentence());
        }
    }

    private static @Nullable EngineKind engine(@Nullable String code) {
        try {
            return code == null ? null : EngineKind.of(code);
        } catch (IllegalArgumentException unknown) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "The engine is tavily, brave or searxng, or null for none.");
        }
    }

    private static List<String> orNone(@Nullable List<String> domains) {
        return domains == null ? List.of() : domains;
    }
}
