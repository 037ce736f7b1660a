package app.parley.tool.web;

import app.parley.platform.config.SettingsProblem;
import app.parley.platform.net.ServerAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The engine that the environment connects.
 *
 * @param timeout for an engine to answer
 * @param tavily with its key
 * @param brave with its key
 * @param searxng with its address
 */
@ConfigurationProperties("parley.web-search")
record WebSearchProperties(
        @DefaultValue("8s") Duration timeout,
        @DefaultValue Server tavily,
        @DefaultValue Server brave,
        @DefaultValue Server searxng) {

    WebSearchProperties {
        var problems = new ArrayList<SettingsProblem>();
        check("tavily", tavily, problems);
        check("brave", brave, problems);
        check("searxng", searxng, problems);
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    private static void check(String name, Server server, ArrayList<SettingsProblem> problems) {
        if (!server.baseUrl().isBlank() && ServerAddress.parse(server.baseUrl()).isEmpty()) {
            problems.add(
                    new SettingsProblem(
                            name + ".base-url",
                            "must be an address such as http://localhost:8888"));
        }
    }

    /**
     * @param apiKey empty for none
     * @param baseUrl empty for the engine's own
     */
    record Server(@DefaultValue("") String apiKey, @DefaultValue("") String baseUrl) {
        /** Says everything but the key. */
        @Override
        public String toString() {
            return "Server[" + baseUrl + "]";
        }
    }

    /** The first that is configured. */
    Optional<EngineConnection> connection() {
        return keyed(EngineKind.TAVILY, tavily)
                .or(() -> keyed(EngineKind.BRAVE, brave))
                .or(
                        () ->
                                searxng.baseUrl().isBlank()
                                        ? Optional.empty()
                                        : Optional.of(connection(EngineKind.SEARXNG, searxng)));
    }

    private static Optional<EngineConnection> keyed(EngineKind kind, Server server) {
        return server.apiKey().isBlank() ? Optional.empty() : Optional.of(connection(kind, server));
    }

    private static EngineConnection connection(EngineKind kind, Server server) {
        var baseUrl =
                server.baseUrl().isBlank()
                        ? URI.create(kind.defaultBaseUrl())
                        : ServerAddress.parse(server.baseUrl()).orElseThrow();
        return new EngineConnection(
                kind, baseUrl, server.apiKey().isBlank() ? null : server.apiKey().strip());
    }
}
