package app.parley.notify;

import app.parley.chat.TurnEnded;
import app.parley.chat.TurnStarted;
import app.parley.conversation.Conversation;
import app.parley.knowledge.DocumentState;
import app.parley.knowledge.Progress;
import app.parley.knowledge.SitePages;
import app.parley.knowledge.SiteState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a tab is told of what happened elsewhere: the wire protocol of the notice stream. */
sealed interface Notice {
    /** The event's name on the wire. */
    default String type() {
        return switch (this) {
            case ConversationChanged changed -> "conversation-changed";
            case ConversationDeleted deleted -> "conversation-deleted";
            case ChatWasRead read -> "chat-read";
            case CollectionChanged changed -> "collection-changed";
            case DocumentChanged changed -> "document-changed";
            case SiteChanged changed -> "site-changed";
            case TurnStart start -> "turn-started";
            case TurnEnd end -> "turn-ended";
            case SessionEnd end -> "session-ended";
            case Reconnect reconnect -> "reconnect";
            case Reload reload -> "reload";
        };
    }

    record ConversationChanged(UUID conversationId, String title, Instant updatedAt)
            implements Notice {
        static ConversationChanged of(Conversation conversation) {
            return new ConversationChanged(
                    conversation.id(), conversation.title(), conversation.updatedAt());
        }
    }

    record ConversationDeleted(UUID conversationId) implements Notice {}

    /** An administrator has opened a chat of this person. */
    record ChatWasRead(UUID conversationId) implements Notice {}

    /** Made, changed, shared, or gone: what may be read of it is asked anew. */
    record CollectionChanged(UUID collectionId) implements Notice {}

    /** How far a document is on its way to being searched. */
    record DocumentChanged(
            UUID documentId, UUID collectionId, DocumentState state, @Nullable Progress progress)
            implements Notice {
        static DocumentChanged of(app.parley.knowledge.DocumentChanged event) {
            return new DocumentChanged(
                    event.documentId(), event.collectionId(), event.state(), event.progress());
        }
    }

    /** How far the crawl of a site is. */
    record SiteChanged(UUID siteId, UUID collectionId, SiteState state, SitePages pages)
            implements Notice {
        static SiteChanged of(app.parley.knowledge.SiteChanged event) {
            return new SiteChanged(
                    event.siteId(), event.collectionId(), event.state(), event.pages());
        }
    }

    record TurnStart(UUID conversationId, UUID turnId, UUID answerId) implements Notice {
        static TurnStart of(TurnStarted started) {
            return new TurnStart(started.conversationId(), started.turnId(), started.answerId());
        }
    }

    record TurnEnd(UUID conversationId, UUID turnId, String status) implements Notice {
        static TurnEnd of(TurnEnded ended) {
            return new TurnEnd(ended.conversationId(), ended.turnId(), ended.status());
        }
    }

    record SessionEnd() implements Notice {}

    record Reconnect() implements Notice {}

    /** Something was missed: load everything anew. */
    record Reload() implements Notice {}
}
