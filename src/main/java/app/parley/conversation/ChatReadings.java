package app.parley.conversation;

import app.parley.account.People;
import app.parley.account.Person;
import app.parley.platform.audit.Audit;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;

/**
 * Lets an administrator read a chat of somebody else: where whoever runs the server allows it, with
 * a reason, for a quarter of an hour, recorded, and never without that person seeing it.
 */
@Service
class ChatReadings {
    private static final Duration OPEN = Duration.ofMinutes(15);

    private final JdbcChatReadingStore store;
    private final Conversations conversations;
    private final People people;
    private final Audit audit;
    private final Transactions transactions;
    private final ApplicationEventPublisher events;
    private final ReadingProperties settings;
    private final Clock clock;

    ChatReadings(
            JdbcChatReadingStore store,
            Conversations conversations,
            People people,
            Audit audit,
            Transactions transactions,
            ApplicationEventPublisher events,
            ReadingProperties settings,
            Clock clock) {
        this.store = store;
        this.conversations = conversations;
        this.people = people;
        this.audit = audit;
        this.transactions = transactions;
        this.events = events;
        this.settings = settings;
        this.clock = clock;
    }

    /** A person's chats by title; that somebody looked is recorded. */
    List<Conversation> chatsOf(String username, @Nullable ListCursor after, int limit) {
        refuseUnlessAllowed();
        var person = person(username);
        audit.record(Audit.entry("chat.listed-by-administrator").on("account", person.id()));
        return conversations.list(person.id(), after, limit);
    }

    /** Opens a chat; its person is told. */
    ChatReading open(UUID administrator, UUID conversationId, String reason) {
        refuseUnlessAllowed();
        var chat = store.chat(conversationId).orElseThrow(Conversations::missing);
        var now = clock.instant();
        var reading =
                new ChatReading(
                        Ids.newId(),
                        administrator,
                        chat.ownerId(),
                        conversationId,
                        chat.title(),
                        reason,
                        now,
                        now.plus(OPEN));
        transactions.transaction(
                () -> {
                    store.add(reading);
                    audit.record(
                            Audit.entry("chat.read-by-administrator")
                                    .by(administrator)
                                    .on("account", chat.ownerId())
                                    .detail("conversation", conversationId)
                                    .detail("reason", reason));
                    return reading;
                });
        events.publishEvent(new ChatRead(chat.ownerId(), conversationId));
        return reading;
    }

    /**
     * @throws ParleyException {@code forbidden} unless the administrator has opened the chat, not
     *     longer than a quarter of an hour ago
     */
    Conversations.Window window(
            UUID administrator, UUID conversationId, @Nullable UUID before, int limit) {
        refuseUnlessAllowed();
        var reading =
                store.open(administrator, conversationId, clock.instant())
                        .orElseThrow(
                                () ->
                                        new ParleyException(
                                                ErrorCode.FORBIDDEN,
                                                "Say first why you need to read this chat; it is open for 15 minutes then."));
        return conversations.window(reading.personId(), conversationId, before, limit);
    }

    List<ChatReading> of(UUID person, @Nullable UUID before, int limit) {
        return store.of(person, before, limit);
    }

    private Person person(String username) {
        return people.named(username)
                .orElseThrow(
                        () ->
                                new ParleyException(
                                        ErrorCode.NOT_FOUND,
                                        "There is nobody with this username."));
    }

    private void refuseUnlessAllowed() {
        if (!settings.adminAccess()) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN,
                    "Administrators do not read people's chats here. Whoever runs the server can allow it with PARLEY_ADMIN_CHAT_ACCESS.");
        }
    }
}
