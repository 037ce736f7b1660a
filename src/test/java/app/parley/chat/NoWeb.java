package app.parley.chat;

import app.parley.knowledge.FoundPage;
import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.WebReading;
import app.parley.platform.Cancellation;
import app.parley.tool.WebResult;
import app.parley.tool.WebSearch;
import app.parley.tool.WebSearchException;
import java.net.URI;
import java.util.List;
import java.util.function.Predicate;

/** A world without a web. */
final class NoWeb implements WebSearch, WebReading {
    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    public List<WebResult> find(String query, int limit, Cancellation cancellation) {
        throw new WebSearchException(WebSearchException.Reason.NOT_CONNECTED, "There is no web.");
    }

    @Override
    public boolean allows(URI page) {
        return false;
    }

    @Override
    public List<FoundPassage> read(
            WebQuestion question,
            List<FoundPage> pages,
            Predicate<URI> allowed,
            Cancellation cancellation) {
        return List.of();
    }

    @Override
    public List<FoundPassage> again(WebQuestion question) {
        return List.of();
    }
}
