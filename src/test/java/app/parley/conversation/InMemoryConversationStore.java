package app.parley.conversation;

import app.parley.simulation.MemoryDatabase;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;

/** Conversations without a database, for the simulation. */
public final class InMemoryConversationStore implements ConversationStore {
    private final MemoryDatabase database;
    private final MemoryDatabase.Table<UUID, Conversation> conversations;
    private final MemoryDatabase.Table<UUID, Owned> messages;

    private record Owned(UUID owner, Message message) {}

    public InMemoryConversationStore(MemoryDatabase database) {
        this.database = database;
        conversations = database.table();
        messages = database.table();
        conversations.onRemove(
                gone ->
                        messages.all().stream()
                                .map(Owned::message)
                                .filter(message -> message.conversationId().equals(gone))
                                .forEach(message -> messages.remove(message.id())));
    }

    /** What people do with conversations, on this store. */
    public Conversations conversations(ApplicationEventPublisher events, Clock clock) {
        return new Conversations(this, database, events, clock);
    }

    /** Deletes as a person does. */
    public static void delete(Conversations conversations, UUID owner, UUID id) {
        conversations.delete(owner, id);
    }

    /** For tables of other modules that refer to conversations. */
    public MemoryDatabase.Table<UUID, Conversation> table() {
        return conversations;
    }

    /** All messages of a conversation, oldest first, whatever branch they are on. */
    public List<Message> allMessages(UUID conversationId) {
        return messages.all().stream()
                .map(Owned::message)
                .filter(message -> message.conversationId().equals(conversationId))
                .toList();
    }

    @Override
    public void create(UUID owner, Conversation conversation) {
        database.change(
                "conversation.create",
                () -> {
                    if (conversations.get(conversation.id()).isPresent()) {
                        throw new DuplicateKeyException("conversation.id");
                    }
                    conversations.put(conversation.id(), conversation);
                });
    }

    @Override
    public Optional<Conversation> find(UUID owner, UUID id) {
        return database.query("conversation.find", () -> get(owner, id));
    }

    @Override
    public Optional<Conversation> lock(UUID owner, UUID id) {
        return database.query("conversation.lock", () -> get(owner, id));
    }

    private Optional<Conversation> get(UUID owner, UUID id) {
        return conversations.get(id).filter(found -> found.ownerId().equals(owner));
    }

    @Override
    public List<Conversation> list(UUID owner, ListCursor after, int limit) {
        return database.query(
                "conversation.list",
                () ->
                        conversations.all().stream()
                                .filter(found -> found.ownerId().equals(owner))
                                .filter(found -> after == null || isAfter(found, after))
                                .sorted(
                                        Comparator.comparing(Conversation::updatedAt)
                                                .thenComparing(found -> found.id().toString())
                                                .reversed())
                                .limit(limit)
                                .toList());
    }

    private static boolean isAfter(Conversation found, ListCursor end) {
        int byTime = found.updatedAt().compareTo(end.updatedAt());
        return byTime < 0
                || byTime == 0 && found.id().toString().compareTo(end.id().toString()) < 0;
    }

    @Override
    public void update(UUID owner, Conversation changed) {
        database.change(
                "conversation.update",
                () ->
                        get(owner, changed.id())
                                .ifPresent(
                                        before ->
                                                conversations.put(
                                                        before.id(),
                                                        new Conversation(
                                                                before.id(),
                                                                before.ownerId(),
                                                                changed.title(),
                                                                changed.model(),
                                                                changed.activeLeafId(),
                                                                changed.runningTurnId(),
                                                                changed.collections(),
                                                                before.createdAt(),
                                                                changed.updatedAt()))));
    }

    @Override
    public void turnEnded(UUID owner, UUID id, UUID turnId, Instant now) {
        database.change(
                "conversation.turnEnded",
                () ->
                        get(owner, id)
                                .filter(found -> turnId.equals(found.runningTurnId()))
                                .ifPresent(
                                        found ->
                                                conversations.put(
                                                        id,
                                                        new Conversation(
                                                                found.id(),
                                                                found.ownerId(),
                                                                found.title(),
                                                                found.model(),
                                                                found.activeLeafId(),
                                                                null,
                                                                found.collections(),
                                                                found.createdAt(),
                                                                now))));
    }

    @Override
    public boolean delete(UUID owner, UUID id) {
        return database.update(
                "conversation.delete",
                () -> get(owner, id).isPresent() && conversations.remove(id));
    }

    @Override
    public Optional<Message> message(UUID owner, UUID messageId) {
        return database.query(
                "message.find",
                () ->
                        messages.get(messageId)
                                .filter(found -> found.owner().equals(owner))
                                .map(Owned::message));
    }

    @Override
    public void add(UUID owner, Message message) {
        database.change(
                "message.add",
                () -> {
                    var parent = message.parentId();
                    if (conversations.get(message.conversationId()).isEmpty()
                            || parent != null && messages.get(parent).isEmpty()) {
                        throw new DataIntegrityViolationException("foreign key of message");
                    }
                    if (messages.get(message.id()).isPresent()) {
                        throw new DuplicateKeyException("message.id");
                    }
                    messages.put(message.id(), new Owned(owner, message));
                });
    }

    @Override
    public void replace(UUID owner, Message changed) {
        database.change(
                "message.replace",
                () ->
                        messages.get(changed.id())
                                .filter(found -> found.owner().equals(owner))
                                .ifPresent(
                                        found ->
                                                messages.put(
                                                        changed.id(),
                                                        new Owned(
                                                                owner,
                                                                merged(
                                                                        found.message(),
                                                                        changed)))));
    }

    private static Message merged(Message before, Message changed) {
        return new Message(
                before.id(),
                before.conversationId(),
                before.parentId(),
                before.role(),
                changed.status(),
                changed.cutShort(),
                changed.model(),
                changed.turnId(),
                changed.parts(),
                changed.citations(),
                changed.error(),
                changed.usage(),
                before.createdAt());
    }

    @Override
    public List<Message> branch(UUID owner, UUID conversationId, UUID last, int limit) {
        return database.query(
                "message.branch",
                () -> {
                    var branch = new ArrayDeque<Message>();
                    for (var next = messages.get(last);
                            next.isPresent() && branch.size() < limit;
                            next =
                                    Optional.ofNullable(branch.getFirst().parentId())
                                            .flatMap(messages::get)) {
                        var found = next.get();
                        if (!found.owner().equals(owner)
                                || !found.message().conversationId().equals(conversationId)) {
                            break;
                        }
                        branch.addFirst(found.message());
                    }
                    return List.copyOf(branch);
                });
    }

    @Override
    public List<Siblings> siblings(UUID owner, UUID conversationId, List<Message> wanted) {
        return database.query(
                "message.siblings",
                () ->
                        wanted.stream()
                                .map(
                                        message ->
                                                new Siblings(
                                                        message.id(),
                                                        children(
                                                                conversationId,
                                                                message.parentId())))
                                .toList());
    }

    private List<UUID> children(UUID conversationId, UUID parent) {
        return allMessages(conversationId).stream()
                .filter(message -> Objects.equals(message.parentId(), parent))
                .map(Message::id)
                .toList();
    }

    @Override
    public UUID newestLeafBelow(UUID owner, UUID conversationId, UUID messageId) {
        return database.query(
                "message.newestLeaf",
                () -> {
                    var leaf = messageId;
                    for (var below = children(conversationId, leaf);
                            !below.isEmpty();
                            below = children(conversationId, leaf)) {
                        leaf = below.getLast();
                    }
                    return leaf;
                });
    }

    @Override
    public boolean titleIfUntitled(UUID owner, UUID id, String title, Instant now) {
        return database.update(
                "conversation.title",
                () -> {
                    var untitled =
                            get(owner, id).filter(conversation -> conversation.title().isEmpty());
                    untitled.ifPresent(
                            conversation ->
                                    conversations.put(id, conversation.withTitle(title, now)));
                    return untitled.isPresent();
                });
    }
}
