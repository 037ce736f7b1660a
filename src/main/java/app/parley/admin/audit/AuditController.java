package app.parley.admin.audit;

import app.parley.account.People;
import app.parley.account.Person;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditFilter;
import app.parley.platform.audit.AuditLog;
import app.parley.platform.audit.AuditVerification;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/audit")
@Tag(name = "Audit log")
class AuditController {
    /** In memory at a time. */
    private static final int EXPORT_PAGE = 500;

    private static final Pattern ACTION = Pattern.compile("[a-z.-]{1,80}");

    private final AuditLog log;
    private final AuditItems items;
    private final People people;
    private final Audit audit;
    private final JsonMapper json;

    AuditController(AuditLog log, AuditItems items, People people, Audit audit, JsonMapper json) {
        this.log = log;
        this.items = items;
        this.people = people;
        this.audit = audit;
        this.json = json;
    }

    /**
     * @param retentionDays null: entries are kept for ever
     */
    record AuditSettings(@Nullable Integer retentionDays) {}

    @GetMapping
    @Operation(
            summary = "Who did what",
            description =
                    "The newest first. action: one action, or all on one kind of thing with a dot at the"
                            + " end (account.). actor: a username or an id. subject: a username or"
                            + " an id. from is included, to is not.")
    Page<AuditItem> list(
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        var filter = filter(action, actor, subject, from, to);
        if (filter.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        var page =
                Page.of(
                        log.find(filter.get(), cursor, limit + 1),
                        limit,
                        last -> Long.toString(last.number()));
        return new Page<>(items.of(page.items()), page.nextCursor());
    }

    @GetMapping("/export")
    @Operation(
            summary = "The entries as a file",
            description = "format: csv or jsonl (one JSON object a line). Filters as in the list.")
    void export(
            @RequestParam(defaultValue = "csv") String format,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String subject,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletResponse response)
            throws IOException {
        var form = form(format);
        var filter = filter(action, actor, subject, from, to);
        // Before the first byte: whoever takes the file is in it.
        audit.record(Audit.entry("audit.exported").detail("format", format));
        response.setContentType(form.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                "attachment; filename=\"" + form.fileName() + "\"");
        var out =
                new BufferedWriter(
                        new OutputStreamWriter(response.getOutputStream(), StandardCharsets.UTF_8));
        form.begin(out);
        if (filter.isPresent()) {
            var page = log.find(filter.get(), null, EXPORT_PAGE);
            while (!page.isEmpty()) {
                form.write(items.of(page), json, out);
                page = log.find(filter.get(), page.getLast().number(), EXPORT_PAGE);
            }
        }
        out.flush();
    }

    @GetMapping("/verification")
    @Operation(
            summary = "Whether the log is what was written",
            description =
                    "Walks along the whole chain now. firstBroken is the number of the first entry that is not.")
    AuditVerification verification() {
        return log.verify();
    }

    @GetMapping("/settings")
    @Operation(summary = "How long entries are kept")
    AuditSettings settings() {
        return new AuditSettings(log.retentionDays().orElse(null));
    }

    @PutMapping(path = "/settings", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Say how long entries are kept",
            description = "At least 30 days; null: for ever. Older ones go within a day.")
    AuditSettings change(@RequestBody AuditSettings wanted) {
        log.keepFor(wanted.retentionDays());
        return settings();
    }

    /** Empty where nobody has the name that is asked for. */
    private Optional<AuditFilter> filter(
            @Nullable String action,
            @Nullable String actor,
            @Nullable String subject,
            @Nullable Instant from,
            @Nullable Instant to) {
        if (given(action) && !ACTION.matcher(String.valueOf(action)).matches()) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "An action is written like account.sign-in.");
        }
        UUID actorId = null;
        if (given(actor)) {
            actorId = person(String.valueOf(actor)).orElse(null);
            if (actorId == null) {
                return Optional.empty();
            }
        }
        return Optional.of(
                new AuditFilter(
                        given(action) ? action : null,
                        actorId,
                        given(subject) ? subjectId(String.valueOf(subject)) : null,
                        from,
                        to));
    }

    private static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    private Optional<UUID> person(String text) {
        return uuid(text).or(() -> people.named(text).map(Person::id));
    }

    private String subjectId(String text) {
        return people.named(text).map(found -> found.id().toString()).orElse(text);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException aName) {
            return Optional.empty();
        }
    }

    private static AuditExport form(String name) {
        try {
            return AuditExport.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParleyException(ErrorCode.INVALID_REQUEST, "The format is csv or jsonl.");
        }
    }
}
