package app.parley.notify.webhook;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class WebhookController {
    private static final String PATH = "/api/v1/admin/webhooks";

    private final Webhooks webhooks;
    private final WebhookKey key;

    WebhookController(Webhooks webhooks, WebhookKey key) {
        this.webhooks = webhooks;
        this.key = key;
    }

    record WebhookList(List<WebhookItem> items, @Nullable String nextCursor) {}

    record WebhookItem(
            UUID id,
            String url,
            List<String> events,
            boolean enabled,
            @Nullable Integer lastStatus,
            @Nullable Instant lastAt) {
        static WebhookItem of(WebhookRow row) {
            return new WebhookItem(
                    row.id(),
                    row.url(),
                    row.events().stream().sorted().toList(),
                    row.enabled(),
                    row.lastStatus(),
                    row.lastAt());
        }
    }

    /**
     * @param publicKey in PEM, what its receiver checks signatures with
     */
    record MadeWebhook(@JsonUnwrapped WebhookItem item, String publicKey) {}

    record NewWebhook(@NotNull String url, @NotNull List<@NotNull String> events) {}

    record WebhookChange(
            @Nullable String url,
            @Nullable List<@NotNull String> events,
            @Nullable Boolean enabled) {}

    @GetMapping(PATH)
    WebhookList list() {
        return new WebhookList(webhooks.all().stream().map(WebhookItem::of).toList(), null);
    }

    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    MadeWebhook add(@Valid @RequestBody NewWebhook wanted) {
        return new MadeWebhook(
                WebhookItem.of(webhooks.add(wanted.url(), wanted.events())), key.pem());
    }

    @PatchMapping(path = PATH + "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    WebhookItem change(@PathVariable UUID id, @Valid @RequestBody WebhookChange change) {
        return WebhookItem.of(webhooks.change(id, change.url(), change.events(), change.enabled()));
    }

    @DeleteMapping(PATH + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        webhooks.remove(id);
    }

    @PostMapping(PATH + "/{id}/test")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void test(@PathVariable UUID id) {
        webhooks.test(id);
    }

    /** What receivers check signatures with. */
    @GetMapping("/.well-known/parley-webhook-keys")
    Map<String, Object> keys() {
        return key.keySet();
    }
}
