package app.parley.tool.web;

import app.parley.account.ConnectedParts;
import app.parley.platform.Cancellation;
import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundException;
import app.parley.tool.WebResult;
import app.parley.tool.WebSearch;
import app.parley.tool.WebSearchException;
import app.parley.tool.WebSearchException.Reason;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Asks the engine that is connected, and believes none of the addresses that it tells. */
@Component
class ConnectedWebSearch implements WebSearch, ConnectedParts {
    /** Some of what is found is left out. */
    private static final int MORE = 2;

    private final WebSearchSettings settings;
    private final Map<EngineKind, SearchEngine> engines;
    private final Outbound outbound;

    ConnectedWebSearch(WebSearchSettings settings, List<SearchEngine> engines, Outbound outbound) {
        this.settings = settings;
        this.engines =
                engines.stream().collect(Collectors.toMap(SearchEngine::kind, Function.identity()));
        this.outbound = outbound;
    }

    @Override
    public boolean isConnected() {
        return settings.current().connection() != null;
    }

    @Override
    public boolean webSearch() {
        return isConnected();
    }

    @Override
    public boolean allows(URI page) {
        return settings.current().domains().allow(page);
    }

    @Override
    public List<WebResult> find(String query, int limit, Cancellation cancellation) {
        var current = settings.current();
        var connection = current.connection();
        if (connection == null) {
            throw new WebSearchException(Reason.NOT_CONNECTED, "No search engine is connected.");
        }
        var engine = Optional.ofNullable(engines.get(connection.kind())).orElseThrow();
        var found =
                engine.search(
                        connection,
                        query.replaceAll("\\s+", " ").strip(),
                        current.domains(),
                        limit * MORE,
                        cancellation);
        var usable = new LinkedHashMap<URI, WebResult>();
        for (var result : found) {
            address(result)
                    .filter(current.domains()::allow)
                    .ifPresent(
                            address ->
                                    usable.putIfAbsent(
                                            address,
                                            new WebResult(
                                                    address.toString(),
                                                    result.title(),
                                                    result.excerpt())));
        }
        return usable.values().stream().limit(limit).toList();
    }

    /** The address as it would be fetched, if it could be. */
    private Optional<URI> address(WebResult result) {
        try {
            return Optional.of(outbound.read(result.address()));
        } catch (OutboundException notFetched) {
            return Optional.empty();
        }
    }
}
