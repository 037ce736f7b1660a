package app.parley.notify.webhook;

import app.parley.chat.TurnEnded;
import app.parley.knowledge.CollectionChanged;
import app.parley.knowledge.DocumentChanged;
import app.parley.knowledge.DocumentState;
import app.parley.platform.audit.AuditRecorded;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which events of the application webhooks are told: that something happened, never what it says.
 */
@Component
class WebhookEvents {
    static final String CHAT_FINISHED = "chat.finished";
    static final String COLLECTION_CHANGED = "collection.changed";
    static final String DOCUMENT_READY = "document.ready";
    static final String DOCUMENT_FAILED = "document.failed";

    static final String PERSON_REGISTERED = "person.registered";
    static final String PERSON_ERASED = "person.erased";

    private final WebhookDeliveries deliveries;

    WebhookEvents(WebhookDeliveries deliveries) {
        this.deliveries = deliveries;
    }

    @EventListener
    void on(TurnEnded event) {
        deliveries.tellAll(
                CHAT_FINISHED,
                Map.of(
                        "userId", event.ownerId(),
                        "conversationId", event.conversationId(),
                        "turnId", event.turnId(),
                        "status", event.status()));
    }

    /** People come in several ways, and each of them is recorded. */
    @EventListener
    void on(AuditRecorded event) {
        var subject = event.entry().subject();
        if (subject == null) {
            return;
        }
        switch (event.entry().action()) {
            case "account.registered" ->
                    deliveries.tellAll(PERSON_REGISTERED, Map.of("userId", subject.id()));
            case "account.erased", "account.expired" ->
                    deliveries.tellAll(PERSON_ERASED, Map.of("userId", subject.id()));
            default -> {}
        }
    }

    @EventListener
    void on(CollectionChanged event) {
        deliveries.tellAll(COLLECTION_CHANGED, Map.of("collectionId", event.collectionId()));
    }

    @EventListener
    void on(DocumentChanged event) {
        if (event.state() == DocumentState.READY || event.state() == DocumentState.FAILED) {
            deliveries.tellAll(
                    event.state() == DocumentState.READY ? DOCUMENT_READY : DOCUMENT_FAILED,
                    Map.of(
                            "documentId", event.documentId(),
                            "collectionId", event.collectionId()));
        }
    }
}
