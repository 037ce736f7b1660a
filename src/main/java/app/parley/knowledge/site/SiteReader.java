package app.parley.knowledge.site;

import app.parley.knowledge.crawl.LinkList;
import app.parley.knowledge.crawl.Robots;
import app.parley.knowledge.crawl.Sitemap;
import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.fetch.PacedOutbound;
import app.parley.knowledge.fetch.PageFetch;
import app.parley.platform.outbound.OutboundAnswer;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads what a site says about itself: robots.txt, lists of its pages, and where it begins. */
@Component
class SiteReader {
    private static final long MOST_BYTES = 50L * 1024 * 1024;
    private static final int MOST_BYTES_OF_LINKS = 2 * 1024 * 1024;
    private static final int HEAD = 64 * 1024;

    private final PacedOutbound outbound;

    SiteReader(PacedOutbound outbound) {
        this.outbound = outbound;
    }

    /**
     * What the server of this address lets a crawler do.
     *
     * @throws DocumentProblem if the server cannot say, which counts as nothing (RFC 9309)
     */
    Robots robots(URI site) throws DocumentProblem {
        var robots =
                fetch(
                        site.resolve("/robots.txt"),
                        Duration.ZERO,
                        (answer, body) ->
                                answer.isSuccess()
                                        ? Robots.of(
                                                answer.address(),
                                                // Whoever writes more is read as far as the
                                                // standard asks.
                                                body.readNBytes(Robots.MOST_BYTES))
                                        : Robots.refused(answer.status()));
        if (robots.allowNothing()) {
            throw new DocumentProblem(
                    Code.DISALLOWED, "The site's robots.txt cannot be read, so nothing else is.");
        }
        return robots;
    }

    /**
     * Where a site begins.
     *
     * @param address after redirects
     * @param head the beginning of what is there
     */
    record Start(URI address, String mediaType, String head) {}

    Start start(URI address, Duration delay) throws DocumentProblem {
        return read(
                address,
                delay,
                (answer, body) ->
                        new Start(
                                answer.address(),
                                answer.mediaType(),
                                new String(body.readNBytes(HEAD), StandardCharsets.UTF_8)));
    }

    /** The pages that an {@code llms.txt} names. */
    Set<URI> links(URI address, Duration delay) throws DocumentProblem {
        return read(
                address,
                delay,
                (answer, body) ->
                        LinkList.read(
                                new String(
                                        body.readNBytes(MOST_BYTES_OF_LINKS),
                                        StandardCharsets.UTF_8),
                                answer.address()));
    }

    Sitemap sitemap(URI address, Duration delay) throws DocumentProblem {
        return read(
                address,
                delay,
                (answer, body) -> {
                    try {
                        return Sitemap.read(body, answer.address());
                    } catch (Sitemap.NotASitemap other) {
                        throw new DocumentProblem(Code.UNREADABLE, "There is no sitemap.");
                    }
                });
    }

    private interface Reading<T> {
        T of(OutboundAnswer answer, InputStream body) throws IOException, DocumentProblem;
    }

    private <T> T read(URI address, Duration delay, Reading<T> reading) throws DocumentProblem {
        return fetch(
                address,
                delay,
                (answer, body) -> {
                    if (!answer.isSuccess()) {
                        throw PageFetch.problem(answer);
                    }
                    return reading.of(answer, body);
                });
    }

    private sealed interface Outcome<T> {
        record Read<T>(T value) implements Outcome<T> {}

        record Failed<T>(DocumentProblem problem) implements Outcome<T> {}
    }

    private <T> T fetch(URI address, Duration delay, Reading<T> reading) throws DocumentProblem {
        Outcome<T> outcome;
        try {
            outcome =
                    outbound.<Outcome<T>>fetch(
                            OutboundRequest.of(address.toString(), MOST_BYTES),
                            delay,
                            (answer, body) -> {
                                try {
                                    return new Outcome.Read<>(reading.of(answer, body));
                                } catch (DocumentProblem problem) {
                                    return new Outcome.Failed<>(problem);
                                }
                            });
        } catch (OutboundException failed) {
            throw PageFetch.problem(failed);
        }
        return switch (outcome) {
            case Outcome.Read<T> read -> read.value();
            case Outcome.Failed<T> failed -> throw failed.problem();
        };
    }
}
