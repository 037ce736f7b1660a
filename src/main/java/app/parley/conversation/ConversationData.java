package app.parley.conversation;

import app.parley.account.Erased;
import app.parley.account.PersonalArchive;
import app.parley.account.PersonalData;
import app.parley.platform.db.Paged;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The chats of people, and who has read them. */
@Component
class ConversationData implements PersonalData {
    private static final int PAGE = 50;

    private final JdbcConversationDataStore store;
    private final ConversationStore conversations;

    ConversationData(JdbcConversationDataStore store, ConversationStore conversations) {
        this.store = store;
        this.conversations = conversations;
    }

    private record TakenChat(
            UUID id,
            String title,
            @Nullable String model,
            @Nullable UUID activeLeafId,
            Instant createdAt,
            Instant updatedAt,
            Iterable<Message> messages) {}

    @Override
    public void export(UUID person, PersonalArchive archive) throws IOException {
        for (var chat :
                Paged.of(
                        (@Nullable Conversation last) ->
                                store.conversations(
                                        person, last == null ? null : last.id(), PAGE))) {
            var path =
                    "chats/%s %s"
                            .formatted(
                                    chat.createdAt().toString().substring(0, 10),
                                    PersonalArchive.name(chat.title(), "Chat"));
            archive.json(path + ".json", taken(person, chat));
            archive.add(path + ".md", out -> writeMarkdown(person, chat, out));
        }
        archive.json("account/chat-readings.json", store.readings(person));
    }

    private TakenChat taken(UUID person, Conversation chat) {
        return new TakenChat(
                chat.id(),
                chat.title(),
                chat.model(),
                chat.activeLeafId(),
                chat.createdAt(),
                chat.updatedAt(),
                Paged.of(
                        (@Nullable Message last) ->
                                store.messages(
                                        person, chat.id(), last == null ? null : last.id(), PAGE)));
    }

    /** The branch that is shown, from its beginning; a window of it at a time. */
    private void writeMarkdown(UUID person, Conversation chat, OutputStream out)
            throws IOException {
        var text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write("# " + (chat.title().isEmpty() ? "Chat" : chat.title()) + "\n");
        var ends = new ArrayDeque<UUID>();
        for (var end = chat.activeLeafId(); end != null; ) {
            ends.push(end);
            var window = conversations.branch(person, chat.id(), end, PAGE);
            end = window.isEmpty() ? null : window.getFirst().parentId();
        }
        for (var end : ends) {
            for (var message : conversations.branch(person, chat.id(), end, PAGE)) {
                write(message, text);
            }
        }
        text.flush();
    }

    private static void write(Message message, Writer text) throws IOException {
        var speaker =
                switch (message.role()) {
                    case USER -> "You";
                    case ASSISTANT -> message.model() == null ? "Answer" : message.model();
                };
        text.write("\n## %s, %s\n\n%s\n".formatted(speaker, message.createdAt(), message.text()));
        for (var citation : message.citations()) {
            text.write(
                    "\n[%d]: %s, %s\n"
                            .formatted(citation.index(), citation.title(), citation.location()));
        }
    }

    @Override
    public Erased erase(UUID person) {
        var deleted = store.erase(person);
        return Erased.uncounted()
                .count(Erased.Kind.CHATS, deleted.chats())
                .count(Erased.Kind.MESSAGES, deleted.messages());
    }
}
