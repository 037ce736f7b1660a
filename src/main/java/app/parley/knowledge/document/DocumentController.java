package app.parley.knowledge.document;

import app.parley.account.CurrentUser;
import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.knowledge.extract.TextForm;
import app.parley.knowledge.web.ReadPage;
import app.parley.knowledge.web.WebReader;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.FileUpload;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Documents", description = "What answers are quoted from")
class DocumentController {
    private final Documents documents;
    private final WebReader pages;

    DocumentController(Documents documents, WebReader pages) {
        this.documents = documents;
        this.pages = pages;
    }

    /**
     * A document with its whole text, into which citations point.
     *
     * @param collectionId null for a page of the web that was read for an answer
     * @param text empty until it is read
     */
    record DocumentAnswer(
            UUID id,
            @Nullable UUID collectionId,
            @Nullable UUID siteId,
            String title,
            @Nullable CollectionAnswer collection,
            String location,
            String text,
            String mediaType,
            long size,
            DocumentState state,
            @Nullable Progress progress,
            DocumentItem.@Nullable Failure error,
            @Nullable Integer pages,
            int passages,
            int tokens,
            Instant createdAt,
            Instant updatedAt) {
        static DocumentAnswer of(StoredDocument document) {
            var item = document.item();
            return new DocumentAnswer(
                    item.id(),
                    item.collectionId(),
                    item.siteId(),
                    item.title(),
                    new CollectionAnswer(item.collectionId(), document.collectionName()),
                    item.location(),
                    document.text(),
                    item.mediaType(),
                    item.size(),
                    item.state(),
                    item.progress(),
                    item.error(),
                    item.pages(),
                    item.passages(),
                    item.tokens(),
                    item.createdAt(),
                    item.updatedAt());
        }

        static DocumentAnswer of(ReadPage page) {
            return new DocumentAnswer(
                    page.id(),
                    null,
                    null,
                    page.title(),
                    null,
                    page.address(),
                    page.text(),
                    page.form() == TextForm.MARKDOWN ? "text/markdown" : "text/plain",
                    page.text().length(),
                    DocumentState.READY,
                    null,
                    null,
                    null,
                    0,
                    0,
                    page.readAt(),
                    page.readAt());
        }
    }

    /** The collection that a document belongs to. */
    record CollectionAnswer(UUID id, String name) {}

    /** The form of an upload; it is read as it comes. */
    @Schema(name = "Upload")
    record UploadForm(@Schema(type = "string", format = "binary") String file) {}

    @PostMapping(
            path = "/collections/{id}/documents",
            consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Add a file to a collection",
            description =
                    "It is kept when this answers, and searchable when its state is ready. The same bytes again are"
                            + " answered by 200 and the document that is there.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = UploadForm.class)))
    ResponseEntity<DocumentItem> add(
            CurrentUser user, @PathVariable UUID id, HttpServletRequest request) {
        documents.mayAdd(user.userId(), id);
        var addition =
                FileUpload.receive(
                        request,
                        (name, content) -> documents.add(user.userId(), id, name, content));
        return ResponseEntity.status(addition.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(addition.document());
    }

    @PostMapping(path = "/attachments", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Add a file for one message",
            description =
                    "Name its id under attachments when you ask. It is in none of your collections, and yours alone.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                            schema = @Schema(implementation = UploadForm.class)))
    DocumentItem attach(CurrentUser user, HttpServletRequest request) {
        return FileUpload.receive(
                request, (name, content) -> documents.attach(user.userId(), name, content));
    }

    @GetMapping("/collections/{id}/documents")
    @Operation(
            summary = "The documents of a collection",
            description = "The newest first; q is looked for in titles and locations.")
    Page<DocumentItem> list(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(defaultValue = "") @Size(max = 200) String q,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                documents.list(user.userId(), id, cursor, state(state), q.strip(), limit + 1),
                limit,
                last -> last.id().toString());
    }

    @GetMapping("/documents/{id}")
    @Operation(
            summary = "A document's text",
            description = "A citation's start and end are offsets into the text, in UTF-16 units.")
    DocumentAnswer document(CurrentUser user, @PathVariable UUID id) {
        return pages.find(user.userId(), id)
                .map(DocumentAnswer::of)
                .orElseGet(() -> DocumentAnswer.of(documents.read(user.userId(), id)));
    }

    @DeleteMapping("/documents/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Remove a document with its file, text, passages and vectors")
    void delete(CurrentUser user, @PathVariable UUID id) {
        documents.delete(user.userId(), id);
    }

    @PostMapping("/documents/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Begin a failed document anew")
    void retry(CurrentUser user, @PathVariable UUID id) {
        documents.retry(user.userId(), id);
    }

    @GetMapping("/documents/{id}/passages")
    @Operation(summary = "What a document is cut into, in reading order")
    Page<PassageItem> passages(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") @Min(0) int cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                documents.passages(user.userId(), id, cursor, limit + 1),
                limit,
                last -> String.valueOf(last.ordinal() + 1));
    }

    /** Never shown by the browser itself: whoever made the file may have meant harm. */
    @GetMapping(path = "/documents/{id}/file", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    @Operation(summary = "The original file, to be saved")
    void file(CurrentUser user, @PathVariable UUID id, HttpServletResponse response)
            throws IOException {
        var document = documents.find(user.userId(), id);
        try (var content = documents.file(user.userId(), id)) {
            response.setContentType(MediaType.APPLICATION_OCTET_STREAM_VALUE);
            response.setContentLengthLong(document.size());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(document.location(), StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            content.transferTo(response.getOutputStream());
        }
    }

    private static @Nullable DocumentState state(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        try {
            return DocumentState.of(code.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "The state is one of queued, fetching, extracting, embedding, ready and failed.");
        }
    }
}
