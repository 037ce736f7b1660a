package app.parley.notify.webhook;

import app.parley.notify.webhook.JdbcWebhookStore.Delivery;
import app.parley.platform.audit.Audit;
import app.parley.platform.id.Ids;
import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import app.parley.platform.signature.ContentDigest;
import app.parley.platform.signature.HttpMessage;
import app.parley.platform.signature.MessageSignature;
import app.parley.platform.signature.SignatureAlgorithm;
import app.parley.platform.task.Signal;
import app.parley.platform.task.Tasks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells webhooks what is in the queue, signed. A server that does not take it is asked again after
 * ten seconds, twenty, forty and so on for a day; one that has taken nothing for three days is
 * switched off.
 */
@Component
class WebhookDeliveries implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookDeliveries.class);
    private static final int WORKERS = 4;
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration SIGNATURE_LIFE = Duration.ofSeconds(300);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(4);
    private static final int MOST_ATTEMPTS = 16;
    private static final Duration PATIENCE = Duration.ofDays(3);
    private static final long ANSWER_BYTES = 64 << 10;
    private static final List<String> COVERED =
            List.of("@method", "@target-uri", "content-digest", "content-type");

    private final JdbcWebhookStore store;
    private final WebhookKey key;
    private final Outbound outbound;
    private final Audit audit;
    private final Tasks tasks;
    private final JsonMapper json;
    private final Clock clock;
    private final List<Signal> sleepers;
    private volatile boolean running;

    WebhookDeliveries(
            JdbcWebhookStore store,
            WebhookKey key,
            Outbound outbound,
            Audit audit,
            Tasks tasks,
            JsonMapper json,
            Clock clock) {
        this.store = store;
        this.key = key;
        this.outbound = outbound;
        this.audit = audit;
        this.tasks = tasks;
        this.json = json;
        this.clock = clock;
        sleepers = Stream.generate(tasks::signal).limit(WORKERS).toList();
    }

    /**
     * What is sent.
     *
     * @param id the same in each attempt, for receivers to see what they have already
     */
    private record Payload(UUID id, String type, Instant at, Map<String, ?> data) {}

    /** Queues it for every webhook that wants it. */
    void tellAll(String type, Map<String, ?> data) {
        for (var webhook : store.listeners()) {
            if (webhook.enabled() && webhook.events().contains(type)) {
                tell(webhook, type, data);
            }
        }
    }

    void tell(WebhookRow webhook, String type, Map<String, ?> data) {
        var now = clock.instant();
        var id = Ids.newId();
        store.enqueue(
                id, webhook.id(), json.writeValueAsString(new Payload(id, type, now, data)), now);
        sleepers.forEach(Signal::raise);
    }

    @Override
    public void start() {
        running = true;
        sleepers.forEach(signal -> tasks.start("webhooks", () -> untilStopped(signal)));
    }

    /** What is being told may be told to the end; else its lease ends and another takes it. */
    @Override
    public void stop() {
        running = false;
        sleepers.forEach(Signal::raise);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void untilStopped(Signal signal) {
        while (running) {
            try {
                if (!deliverNext()) {
                    signal.await(LOOK);
                }
            } catch (DataAccessException away) {
                if (running) {
                    LOG.warn("The database is away; webhooks wait", away);
                }
                signal.await(LOOK);
            }
        }
    }

    private boolean deliverNext() {
        var now = clock.instant();
        var taken = store.take(Ids.newId(), now, now.plus(LEASE));
        taken.ifPresent(this::deliver);
        return taken.isPresent();
    }

    private void deliver(Delivery delivery) {
        @Nullable Integer status = null;
        try {
            status = post(delivery);
        } catch (OutboundException unreachable) {
            LOG.info("Webhook {}: {}", delivery.webhook().id(), unreachable.getMessage());
        }
        var now = clock.instant();
        if (status != null && status >= 200 && status < 300) {
            store.delivered(delivery, status, now);
            return;
        }
        store.failed(delivery, status, now, again(delivery.attempt(), now));
        var since = Objects.requireNonNullElse(delivery.webhook().failingSince(), now);
        if (since.plus(PATIENCE).isBefore(now) && store.disable(delivery.webhook().id())) {
            LOG.warn("Webhook {} took nothing for days and is off", delivery.webhook().id());
            audit.record(
                    Audit.entry("webhook.disabled")
                            .by(null)
                            .on("webhook", delivery.webhook().id())
                            .detail("failing-since", since)
                            .tell("url", delivery.webhook().url()));
        }
    }

    private static @Nullable Instant again(int attempt, Instant now) {
        if (attempt >= MOST_ATTEMPTS) {
            return null;
        }
        var wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 20));
        return now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
    }

    private int post(Delivery delivery) {
        var body = delivery.payload().getBytes(StandardCharsets.UTF_8);
        var address = outbound.read(delivery.webhook().url()).toString();
        var request =
                OutboundRequest.post(
                        address,
                        headers(address, body),
                        new OutboundRequest.Body("application/json", body),
                        ANSWER_BYTES);
        return outbound.fetch(request, (answer, _) -> answer.status());
    }

    private Map<String, String> headers(String address, byte[] body) {
        var digest = ContentDigest.of(body);
        var message =
                HttpMessage.request(
                        "POST",
                        address,
                        Map.of(
                                "content-digest", List.of(digest),
                                "content-type", List.of("application/json")));
        var now = clock.instant();
        var signature =
                MessageSignature.sign(
                        message,
                        "parley",
                        COVERED,
                        new MessageSignature.Parameters(
                                now, now.plus(SIGNATURE_LIFE), Ids.newId().toString(), key.id()),
                        SignatureAlgorithm.ED25519,
                        key.privateKey());
        var headers = new HashMap<>(signature.fields());
        headers.put("Content-Digest", digest);
        return headers;
    }
}
