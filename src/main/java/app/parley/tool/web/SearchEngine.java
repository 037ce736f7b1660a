package app.parley.tool.web;

import app.parley.platform.Cancellation;
import app.parley.tool.WebResult;
import app.parley.tool.WebSearchException;
import java.util.List;

/**
 * Asks one kind of engine. What it returns is what the engine says, in its order: addresses are not
 * checked, and domains are only asked for.
 */
interface SearchEngine {
    EngineKind kind();

    /**
     * @param limit how many results to ask for; the engine may send more or fewer
     * @throws WebSearchException if there is no answer with results
     */
    List<WebResult> search(
            EngineConnection connection,
            String query,
            DomainRules domains,
            int limit,
            Cancellation cancellation);
}
