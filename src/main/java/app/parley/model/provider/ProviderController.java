package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** For administrators alone, as everything under its path. */
@RestController
@RequestMapping("/api/v1/admin/providers")
class ProviderController {
    private final Providers providers;

    ProviderController(Providers providers) {
        this.providers = providers;
    }

    /**
     * @param baseUrl null or empty: the provider's own
     * @param apiKey null or empty: none
     */
    record NewProvider(
            @Nullable String kind,
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable String apiKey) {
        /** Says nothing: it has a key in it. */
        @Override
        public String toString() {
            return "NewProvider";
        }
    }

    /**
     * What is null stays.
     *
     * @param apiKey empty: none any more
     */
    record ProviderChange(
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable String apiKey,
            @Nullable Boolean enabled) {
        /** Says nothing: it has a key in it. */
        @Override
        public String toString() {
            return "ProviderChange";
        }
    }

    /**
     * @param keyHint the key's last characters
     * @param locked whether it comes from elsewhere and cannot be changed here
     */
    record ProviderItem(
            String id,
            ProviderKind kind,
            String name,
            String baseUrl,
            boolean hasKey,
            @Nullable String keyHint,
            Origin origin,
            boolean locked,
            boolean enabled,
            Status status) {}

    /**
     * @param state {@code ok}, {@code failed} or {@code unknown}
     * @param code why it failed
     * @param message the same as a sentence
     */
    record Status(
            String state,
            @Nullable String code,
            @Nullable String message,
            int modelCount,
            @Nullable Instant checkedAt) {
        static Status of(Entry entry) {
            var listing = entry.listing();
            var count = listing.models().size();
            if (entry.provider().keyLost()) {
                return new Status(
                        "failed",
                        "bad-key",
                        "The stored key cannot be read any more. Please enter it again.",
                        count,
                        listing.checkedAt());
            }
            var failure = listing.failure();
            if (failure != null) {
                return new Status(
                        "failed", failure.code(), listing.message(), count, listing.checkedAt());
            }
            var state = listing.checkedAt() == null ? "unknown" : "ok";
            return new Status(state, null, null, count, listing.checkedAt());
        }
    }

    @GetMapping
    Page<ProviderItem> list() {
        return new Page<>(providers.all().stream().map(ProviderController::item).toList(), null);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ProviderItem add(@RequestBody NewProvider body) {
        return item(
                providers.add(
                        kind(body.kind()),
                        required("name", body.name()),
                        Objects.requireNonNullElse(body.baseUrl(), ""),
                        Objects.requireNonNullElse(body.apiKey(), "")));
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ProviderItem change(@PathVariable String id, @RequestBody ProviderChange body) {
        return item(
                providers.change(id, body.name(), body.baseUrl(), body.apiKey(), body.enabled()));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id) {
        providers.remove(id);
    }

    @PostMapping("/{id}/check")
    ProviderItem check(@PathVariable String id) {
        return item(providers.asked(id));
    }

    private static ProviderItem item(Entry entry) {
        var provider = entry.provider();
        var connection = provider.connection();
        return new ProviderItem(
                provider.key(),
                connection.kind(),
                connection.name(),
                connection.baseUrl().toString(),
                provider.hasKey(),
                provider.keyHint(),
                provider.origin(),
                provider.origin() != Origin.SETTINGS,
                provider.enabled(),
                Status.of(entry));
    }

    private static ProviderKind kind(@Nullable String code) {
        var kind = ProviderKind.ofCode(required("kind", code));
        if (kind == null || kind == ProviderKind.GUIDE) {
            throw invalid("kind", "Please choose openai, gemini, anthropic or ollama.");
        }
        return kind;
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw invalid(field, "This is required.");
        }
        return value;
    }

    private static ParleyException invalid(String field, String message) {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                message,
                Map.of("errors", List.of(Map.of("field", field, "message", message))));
    }
}
