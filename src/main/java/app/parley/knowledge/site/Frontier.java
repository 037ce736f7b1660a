package app.parley.knowledge.site;

import app.parley.platform.blob.BlobStore.Blob;
import java.net.URI;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a crawl has before it. */
final class Frontier {
    private Frontier() {}

    /** What an address names: a page, or something that lists pages. */
    enum Kind {
        PAGE,
        LLMS_TXT,
        SITEMAP;

        String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** An address that was come across. */
    record Found(URI address, Kind kind, int depth) {}

    /**
     * An address to visit, and what is remembered of the last visit.
     *
     * @param attempt from 1 on
     * @param document what was made of the page; null where nothing was, or it was deleted
     * @param sha256 of what was there; null where nothing was kept
     */
    record Visit(
            URI address,
            Kind kind,
            int depth,
            int attempt,
            @Nullable UUID document,
            @Nullable String sha256,
            @Nullable String etag,
            @Nullable String lastModified) {
        /** Whether somebody has deleted the page's document, and so does not want it. */
        boolean isUnwanted() {
            return document == null && sha256 != null;
        }
    }

    /** What was found at a page's address. */
    record Content(
            Blob blob, String mediaType, @Nullable String etag, @Nullable String lastModified) {}
}
