package app.parley.knowledge;

import app.parley.platform.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads pages of the web for an answer. Their texts are kept as they were read, for the answer's
 * citations to point into, and are gone with its chat; nobody but its owner sees them.
 */
public interface WebReading {
    /**
     * Fetches the pages at once, within a few seconds, and returns the passages that answer the
     * question best, the best first. What a page's server or reader does not give in that time is
     * taken from the excerpt; what leads into a private network is left out.
     *
     * @param allowed asked about each page's address after redirects
     */
    List<FoundPassage> read(
            WebQuestion question,
            List<FoundPage> pages,
            Predicate<URI> allowed,
            Cancellation cancellation);

    /** The same passages from what was read for this answer before; nothing is fetched. */
    List<FoundPassage> again(WebQuestion question);

    /**
     * What the pages are read for.
     *
     * @param limit at most this many passages
     */
    record WebQuestion(UUID owner, UUID answer, String query, int limit) {}
}
