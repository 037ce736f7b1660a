package app.parley.account.export;

import app.parley.account.CurrentUser;
import app.parley.account.StepUp;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/me")
class ExportController {
    private final Exports exports;

    ExportController(Exports exports) {
        this.exports = exports;
    }

    /**
     * @param size of the archive in bytes; null until it is ready
     * @param expiresAt when it is deleted; null until it is ready
     */
    record ExportItem(
            UUID id,
            ExportRow.State state,
            @Nullable Long size,
            Instant createdAt,
            @Nullable Instant expiresAt) {
        static ExportItem of(ExportRow row) {
            boolean ready = row.state() == ExportRow.State.READY;
            return new ExportItem(
                    row.id(),
                    row.state(),
                    ready ? row.size() : null,
                    row.createdAt(),
                    ready ? row.expiresAt() : null);
        }
    }

    record ExportList(List<ExportItem> items, @Nullable String nextCursor) {}

    @StepUp
    @PostMapping("/export")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Ask for a copy of everything in the account",
            description = "It is made in the background, one at a time, and kept for three days.")
    ExportItem begin(CurrentUser user) {
        return ExportItem.of(exports.begin(user));
    }

    @GetMapping("/exports")
    @Operation(summary = "One's own exports, the newest first")
    ExportList list(CurrentUser user) {
        return new ExportList(exports.list(user).stream().map(ExportItem::of).toList(), null);
    }

    /** Whoever has only got hold of a session gets nothing: the archive is everything at once. */
    @StepUp
    @GetMapping(path = "/exports/{id}/file", produces = "application/zip")
    @Operation(summary = "The archive: JSON, Markdown and the original files")
    void file(CurrentUser user, @PathVariable UUID id, HttpServletResponse response)
            throws IOException {
        var archive = exports.open(user, id);
        try (var content = archive.content()) {
            response.setContentType("application/zip");
            response.setContentLengthLong(archive.row().size());
            response.setHeader(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(
                                    "parley-%s.zip"
                                            .formatted(
                                                    archive.row()
                                                            .createdAt()
                                                            .toString()
                                                            .substring(0, 10)),
                                    StandardCharsets.UTF_8)
                            .build()
                            .toString());
            response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
            content.transferTo(response.getOutputStream());
        }
    }
}
