package app.parley.knowledge.fetch;

import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.extract.FileKind;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.outbound.OutboundAnswer;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fetches a page of the web, or whatever file is at its address, into the blob store. */
@Component
public class PageFetch {
    /** Pages are small; a file behind a link may be a book. */
    private static final long MOST_BYTES = 50L * 1024 * 1024;

    private static final String ACCEPTED =
            "text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.5";

    private final PacedOutbound outbound;
    private final BlobStore files;

    PageFetch(PacedOutbound outbound, BlobStore files) {
        this.outbound = outbound;
        this.files = files;
    }

    /**
     * A page that is wanted.
     *
     * @param etag and the time of its last change, as the server told them with the version that is
     *     there; null where none is
     * @param delay that the server asks for between requests
     * @param redirects where the server may send the client
     */
    public record Wanted(
            String address,
            @Nullable String etag,
            @Nullable String lastModified,
            long maxBytes,
            Duration delay,
            Predicate<URI> redirects) {
        static Wanted of(String address) {
            return new Wanted(address, null, null, MOST_BYTES, Duration.ZERO, _ -> true);
        }
    }

    /** What came of it. */
    public sealed interface Answer {
        /** The version that is there is the latest. */
        record NotModified() implements Answer {}

        /** The server sends the client to where it was not to go. */
        record Elsewhere() implements Answer {}

        /**
         * @param name tells texts apart, as a file's name does
         * @param address where it came from, after redirects
         * @param robots what the server asks of robots; empty for nothing
         */
        record Fetched(
                Blob blob,
                String mediaType,
                String name,
                URI address,
                @Nullable String etag,
                @Nullable String lastModified,
                String robots)
                implements Answer {}
    }

    private sealed interface Outcome {
        record Answered(Answer answer) implements Outcome {}

        record Refused(OutboundAnswer answer) implements Outcome {}
    }

    /**
     * @throws DocumentProblem if there is nothing to be had at the address
     * @throws PacedOutbound.Busy if the server is to be left alone until later
     */
    public Answer.Fetched fetch(String address) throws IOException, DocumentProblem {
        return switch (fetch(Wanted.of(address))) {
            case Answer.Fetched fetched -> fetched;
            case Answer.NotModified unasked -> throw unsent();
            case Answer.Elsewhere unasked -> throw unsent();
        };
    }

    private static DocumentProblem unsent() {
        return new DocumentProblem(Code.UNREACHABLE, "The server did not send the page.");
    }

    /** {@link #fetch(String)}, where the version that is there may do. */
    public Answer fetch(Wanted page) throws IOException, DocumentProblem {
        var request =
                new OutboundRequest(
                        page.address(), headers(page), page.maxBytes(), Set.of(), page.redirects());
        try {
            return switch (outbound.fetch(request, page.delay(), this::received)) {
                case Outcome.Answered answered -> answered.answer();
                case Outcome.Refused refused -> throw problem(refused.answer());
            };
        } catch (OutboundException failed) {
            if (failed.reason() == OutboundException.Reason.UNWANTED_REDIRECT) {
                return new Answer.Elsewhere();
            }
            throw problem(failed);
        }
    }

    private static Map<String, String> headers(Wanted page) {
        Map<String, String> headers = new HashMap<>();
        headers.put("Accept", ACCEPTED);
        if (page.etag() != null) {
            headers.put("If-None-Match", page.etag());
        } else if (page.lastModified() != null) {
            headers.put("If-Modified-Since", page.lastModified());
        }
        return headers;
    }

    private Outcome received(OutboundAnswer answer, InputStream body) throws IOException {
        if (answer.status() == 304) {
            return new Outcome.Answered(new Answer.NotModified());
        }
        if (!answer.isSuccess()) {
            return new Outcome.Refused(answer);
        }
        var blob = files.put(body);
        try (var content = files.open(blob.id())) {
            var name = name(answer.address().getPath(), answer.mediaType());
            var kind = FileKind.of(content.readNBytes(FileKind.HEAD), name);
            return new Outcome.Answered(
                    new Answer.Fetched(
                            blob,
                            kind.mediaType(),
                            name,
                            answer.address(),
                            answer.header("etag").orElse(null),
                            answer.header("last-modified").orElse(null),
                            answer.header("x-robots-tag").orElse("")));
        }
    }

    /** Addresses end in anything, so what is known of a text counts. */
    public static String name(String address, String mediaType) {
        var last = address.substring(address.lastIndexOf('/') + 1);
        return switch (mediaType) {
            case "text/html", "application/xhtml+xml" -> last + ".html";
            case "text/markdown" -> last + ".md";
            case "text/csv" -> last + ".csv";
            case "application/json" -> last + ".json";
            default -> last;
        };
    }

    public static DocumentProblem problem(OutboundAnswer refused) {
        return switch (refused.status()) {
            case 404, 410 ->
                    new DocumentProblem(Code.NOT_FOUND, "There is no page at this address.");
            case 401, 403 ->
                    new DocumentProblem(
                            Code.UNREACHABLE,
                            "The server shows this page only to people it knows.");
            default ->
                    new DocumentProblem(
                            Code.UNREACHABLE,
                            "The server answered with an error (%d).".formatted(refused.status()));
        };
    }

    public static DocumentProblem problem(OutboundException failed) {
        var code =
                switch (failed.reason()) {
                    case BLOCKED_ADDRESS -> Code.BLOCKED_ADDRESS;
                    case TIMED_OUT -> Code.TIMED_OUT;
                    case TOO_LARGE -> Code.TOO_LARGE;
                    case UNWANTED_TYPE -> Code.UNSUPPORTED_TYPE;
                    case INVALID_ADDRESS, UNREACHABLE, TOO_MANY_REDIRECTS, UNWANTED_REDIRECT ->
                            Code.UNREACHABLE;
                };
        return new DocumentProblem(code, String.valueOf(failed.getMessage()));
    }
}
