package app.parley.notify.webhook;

import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Whom administrators want told, and of what. */
@Service
class Webhooks {
    /** Everything that webhooks can be told of. */
    static final Set<String> EVENTS =
            Set.of(
                    WebhookEvents.CHAT_FINISHED,
                    WebhookEvents.COLLECTION_CHANGED,
                    WebhookEvents.DOCUMENT_READY,
                    WebhookEvents.DOCUMENT_FAILED,
                    WebhookEvents.PERSON_REGISTERED,
                    WebhookEvents.PERSON_ERASED);

    private static final int LONGEST_URL = 2_000;
    private static final int MOST = 50;

    private final JdbcWebhookStore store;
    private final WebhookDeliveries deliveries;
    private final Outbound outbound;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    Webhooks(
            JdbcWebhookStore store,
            WebhookDeliveries deliveries,
            Outbound outbound,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.deliveries = deliveries;
        this.outbound = outbound;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    List<WebhookRow> all() {
        return store.all();
    }

    WebhookRow add(String url, List<String> events) {
        var webhook =
                new WebhookRow(
                        Ids.newId(),
                        checkedUrl(url),
                        checkedEvents(events),
                        true,
                        null,
                        null,
                        null,
                        clock.instant());
        var entry =
                Audit.entry("webhook.created")
                        .on("webhook", webhook.id())
                        .change("url", null, webhook.url())
                        .change("events", null, webhook.events());
        return transactions.transaction(
                () -> {
                    if (store.all().size() >= MOST) {
                        throw new ParleyException(
                                ErrorCode.CONFLICT, "There can be " + MOST + " webhooks.");
                    }
                    store.add(webhook);
                    audit.record(entry);
                    return webhook;
                });
    }

    WebhookRow change(
            UUID id,
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable Boolean enabled) {
        var entry = Audit.entry("webhook.changed").on("webhook", id);
        return transactions.transaction(
                () -> {
                    var before = find(id);
                    store.change(
                            id,
                            url == null ? before.url() : checkedUrl(url),
                            events == null ? before.events() : checkedEvents(events),
                            Objects.requireNonNullElse(enabled, before.enabled()));
                    var after = find(id);
                    audit.record(
                            entry.change("url", before.url(), after.url())
                                    .change("events", before.events(), after.events())
                                    .change("enabled", before.enabled(), after.enabled()));
                    return after;
                });
    }

    void remove(UUID id) {
        var entry = Audit.entry("webhook.deleted").on("webhook", id);
        transactions.<@Nullable Void>transaction(
                () -> {
                    if (!store.remove(id)) {
                        throw missing();
                    }
                    audit.record(entry);
                    return null;
                });
    }

    /** Tells it something that did not happen. */
    void test(UUID id) {
        var webhook = find(id);
        if (!webhook.enabled()) {
            throw new ParleyException(ErrorCode.CONFLICT, "The webhook is switched off.");
        }
        deliveries.tell(webhook, "webhook.test", Map.of());
    }

    private WebhookRow find(UUID id) {
        return store.find(id).orElseThrow(Webhooks::missing);
    }

    /** Where the address leads is looked at when something is sent, and each time. */
    private String checkedUrl(String url) {
        try {
            if (url.length() <= LONGEST_URL) {
                return outbound.read(url.strip()).toString();
            }
        } catch (OutboundException impossible) {
            throw invalid("url", String.valueOf(impossible.getMessage()));
        }
        throw invalid("url", "The address is too long.");
    }

    private static Set<String> checkedEvents(List<String> events) {
        if (events.isEmpty()) {
            throw invalid("events", "Choose at least one event.");
        }
        for (var event : events) {
            if (!EVENTS.contains(event)) {
                throw invalid(
                        "events",
                        "There is no such event; there are "
                                + String.join(", ", new TreeSet<>(EVENTS))
                                + ".");
            }
        }
        return new TreeSet<>(events);
    }

    private static ParleyException missing() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such webhook.");
    }

    private static ParleyException invalid(String field, String reason) {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                reason,
                Map.of("errors", List.of(Map.of("field", field, "message", reason))));
    }
}
