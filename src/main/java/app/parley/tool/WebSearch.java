package app.parley.tool;

import app.parley.platform.Cancellation;
import java.net.URI;
import java.util.List;

/** Searches the web with the engine that the administrator has connected. */
public interface WebSearch {
    /** Whether there is an engine. */
    boolean isConnected();

    /**
     * The best results whose addresses can be fetched and whose domains the administrator allows,
     * each address once. Titles and excerpts are other people's text. Returns or fails within
     * seconds.
     *
     * @param limit at most this many
     * @throws WebSearchException if the engine gives no answer
     */
    List<WebResult> find(String query, int limit, Cancellation cancellation);

    /** Whether the administrator lets answers rest on this page; asked again after redirects. */
    boolean allows(URI page);
}
