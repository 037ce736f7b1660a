package app.parley.conversation;

import app.parley.platform.db.Database;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.text.Beginning;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;

/** What people do with their conversations, apart from asking. */
@Service
public class Conversations {
    /** The longest title, in UTF-16 units. */
    public static final int TITLE_LIMIT = 200;

    private final ConversationStore store;
    private final Database database;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Conversations(
            ConversationStore store,
            Database database,
            ApplicationEventPublisher events,
            Clock clock) {
        this.store = store;
        this.database = database;
        this.events = events;
        this.clock = clock;
    }

    Conversation create(UUID owner, String title, @Nullable String model) {
        return create(owner, Ids.newId(), title, model);
    }

    /** The owner's conversation with this id, which is made if there is none. */
    public Conversation open(UUID owner, UUID id) {
        return store.find(owner, id)
                .orElseGet(
                        () -> {
                            try {
                                return create(owner, id, "", null);
                            } catch (DuplicateKeyException madeMeanwhile) {
                                return find(owner, id);
                            }
                        });
    }

    private Conversation create(UUID owner, UUID id, String title, @Nullable String model) {
        var now = now();
        var made =
                new Conversation(id, owner, titled(title), model, null, null, List.of(), now, now);
        store.create(owner, made);
        events.publishEvent(new ConversationChanged(made));
        return made;
    }

    Conversation find(UUID owner, UUID id) {
        return store.find(owner, id).orElseThrow(Conversations::missing);
    }

    List<Conversation> list(UUID owner, @Nullable ListCursor after, int limit) {
        return store.list(owner, after, limit);
    }

    /**
     * Messages of one branch in reading order.
     *
     * @param siblings of each message, itself included, by its id
     */
    record Window(List<Message> messages, Map<UUID, List<UUID>> siblings) {}

    /**
     * The end of the branch that is shown.
     *
     * @param before the window ends with this message, which is the one before a later window; null
     *     for the last window
     */
    Window window(UUID owner, UUID id, @Nullable UUID before, int limit) {
        var last = before != null ? before : find(owner, id).activeLeafId();
        if (last == null) {
            return new Window(List.of(), Map.of());
        }
        var branch = store.branch(owner, id, last, limit);
        if (branch.isEmpty()) {
            throw missing();
        }
        var siblings =
                store.siblings(owner, id, branch).stream()
                        .collect(
                                Collectors.toMap(
                                        ConversationStore.Siblings::messageId,
                                        ConversationStore.Siblings::siblingIds));
        return new Window(branch, siblings);
    }

    Conversation rename(UUID owner, UUID id, String title) {
        var name = titled(title);
        return change(
                owner, id, conversation -> conversation.withTitle(name, conversation.updatedAt()));
    }

    Conversation chooseModel(UUID owner, UUID id, String model) {
        return change(
                owner, id, conversation -> conversation.withModel(model, conversation.updatedAt()));
    }

    /** Chooses where the chat's questions are looked up; what its owner may not read is not. */
    Conversation chooseCollections(UUID owner, UUID id, List<UUID> collections) {
        var chosen = collections.stream().distinct().toList();
        return change(owner, id, conversation -> conversation.withCollections(chosen));
    }

    /** Shows the branch that the message is on, down to its newest leaf. */
    Conversation chooseBranch(UUID owner, UUID id, UUID messageId) {
        return change(
                owner,
                id,
                conversation -> {
                    var chosen =
                            store.message(owner, messageId)
                                    .filter(message -> message.conversationId().equals(id))
                                    .orElseThrow(Conversations::missing);
                    return conversation.withActiveLeaf(
                            store.newestLeafBelow(owner, id, chosen.id()));
                });
    }

    /** Deletes the conversation with all its messages; an answer that is being written stops. */
    public void delete(UUID owner, UUID id) {
        events.publishEvent(new ConversationDeleting(owner, id));
        if (!store.delete(owner, id)) {
            throw missing();
        }
        events.publishEvent(new ConversationDeleted(owner, id));
    }

    /** Gives a conversation the title that a model made, unless somebody has named it meanwhile. */
    public boolean titleIfUntitled(UUID owner, UUID id, String title) {
        if (title.isBlank() || !store.titleIfUntitled(owner, id, shortened(title.strip()), now())) {
            return false;
        }
        store.find(owner, id)
                .ifPresent(named -> events.publishEvent(new ConversationChanged(named)));
        return true;
    }

    /** The failure for a conversation or message that is not there, or not the person's. */
    public static ParleyException missing() {
        return new ParleyException(ErrorCode.NOT_FOUND, "This chat or message does not exist.");
    }

    private Conversation change(UUID owner, UUID id, UnaryOperator<Conversation> change) {
        var changed =
                database.write(
                        sql -> {
                            var current = store.lock(owner, id).orElseThrow(Conversations::missing);
                            var next = change.apply(current);
                            store.update(owner, next);
                            return next;
                        });
        events.publishEvent(new ConversationChanged(changed));
        return changed;
    }

    private static String titled(String title) {
        var name = title.strip();
        if (name.length() > TITLE_LIMIT) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    "A title has at most " + TITLE_LIMIT + " characters.");
        }
        return name;
    }

    private static String shortened(String title) {
        return title.length() <= TITLE_LIMIT
                ? title
                : Beginning.of(title, TITLE_LIMIT - 1).strip() + "…";
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
