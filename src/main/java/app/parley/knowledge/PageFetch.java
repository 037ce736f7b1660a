package app.parley.knowledge;

import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.extract.FileKind;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.blob.BlobStore.Blob;
import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundAnswer;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Fetches a page of the web, or whatever file is at its address, into the blob store. */
@Component
class PageFetch {
    /** Pages are small; a file behind a link may be a book. */
    private static final long MOST_BYTES = 50L * 1024 * 1024;

    private static final Map<String, String> ACCEPTED =
            Map.of("Accept", "text/markdown, text/html;q=0.9, text/plain;q=0.8, */*;q=0.5");

    private final Outbound outbound;
    private final BlobStore files;

    PageFetch(Outbound outbound, BlobStore files) {
        this.outbound = outbound;
        this.files = files;
    }

    /**
     * What was fetched.
     *
     * @param name tells texts apart, as a file's name does
     */
    record FetchedPage(Blob blob, String mediaType, String name) {}

    private sealed interface Outcome {
        record Kept(FetchedPage page) implements Outcome {}

        record Refused(int status) implements Outcome {}
    }

    /**
     * @throws DocumentProblem if there is nothing to be had at the address
     */
    FetchedPage fetch(String address) throws IOException, DocumentProblem {
        var request = new OutboundRequest(address, ACCEPTED, MOST_BYTES, Set.of());
        try {
            return switch (outbound.fetch(request, this::received)) {
                case Outcome.Kept kept -> kept.page();
                case Outcome.Refused refused -> throw problem(refused.status());
            };
        } catch (OutboundException failed) {
            throw problem(failed);
        }
    }

    private Outcome received(OutboundAnswer answer, InputStream body) throws IOException {
        if (!answer.isSuccess()) {
            return new Outcome.Refused(answer.status());
        }
        var blob = files.put(body);
        try (var content = files.open(blob.id())) {
            var name = name(answer);
            var kind = FileKind.of(content.readNBytes(FileKind.HEAD), name);
            return new Outcome.Kept(new FetchedPage(blob, kind.mediaType(), name));
        }
    }

    /** Addresses end in anything, so what the server says of a text counts. */
    private static String name(OutboundAnswer answer) {
        var path = answer.address().getPath();
        var last = path.substring(path.lastIndexOf('/') + 1);
        return switch (answer.mediaType()) {
            case "text/html", "application/xhtml+xml" -> last + ".html";
            case "text/markdown" -> last + ".md";
            case "text/csv" -> last + ".csv";
            case "application/json" -> last + ".json";
            default -> last;
        };
    }

    private static DocumentProblem problem(int status) {
        return switch (status) {
            case 404, 410 ->
                    new DocumentProblem(Code.NOT_FOUND, "There is no page at this address.");
            case 401, 403 ->
                    new DocumentProblem(
                            Code.UNREACHABLE,
                            "The server shows this page only to people it knows.");
            case 429 ->
                    new DocumentProblem(
                            Code.UNREACHABLE,
                            "The server refuses so many requests. Please try again later.");
            default ->
                    new DocumentProblem(
                            Code.UNREACHABLE,
                            "The server answered with an error (%d).".formatted(status));
        };
    }

    private static DocumentProblem problem(OutboundException failed) {
        var code =
                switch (failed.reason()) {
                    case BLOCKED_ADDRESS -> Code.BLOCKED_ADDRESS;
                    case TIMED_OUT -> Code.TIMED_OUT;
                    case TOO_LARGE -> Code.TOO_LARGE;
                    case UNWANTED_TYPE -> Code.UNSUPPORTED_TYPE;
                    case INVALID_ADDRESS, UNREACHABLE, TOO_MANY_REDIRECTS -> Code.UNREACHABLE;
                };
        return new DocumentProblem(code, String.valueOf(failed.getMessage()));
    }
}
