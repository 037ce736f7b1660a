package app.parley.conversation;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Takes in conversations from another product, each whole or not at all. */
@Offline
public class ImportedConversations {
    private static final int LONGEST_TITLE = 60;

    private final ConversationStore store;
    private final Database database;

    ImportedConversations(ConversationStore store, Database database) {
        this.store = store;
        this.database = database;
    }

    /** Something that was said. */
    public record Line(Message.Role role, String text, Instant at) {}

    /**
     * Adds a conversation unless there is one with this id.
     *
     * <p>A question is followed by an answer here: one that has none gets an empty one that was
     * interrupted, which its owner may have continued; answers that follow each other become one.
     *
     * @param lines at least one, in the order in which they were said
     * @return false if it was there
     */
    public boolean add(UUID owner, UUID id, List<Line> lines) {
        return database.write(
                sql -> {
                    if (store.find(owner, id).isPresent()) {
                        return false;
                    }
                    var begun = lines.getFirst().at();
                    var empty =
                            new Conversation(
                                    id,
                                    owner,
                                    title(lines),
                                    null,
                                    null,
                                    null,
                                    List.of(),
                                    begun,
                                    lines.getLast().at());
                    store.create(owner, empty);
                    var messages = messages(id, alternating(lines));
                    messages.forEach(message -> store.add(owner, message));
                    store.update(owner, empty.withActiveLeaf(messages.getLast().id()));
                    return true;
                });
    }

    private static List<Line> alternating(List<Line> lines) {
        var turns = new ArrayList<Line>();
        for (var line : lines) {
            var before = turns.isEmpty() ? null : turns.getLast();
            if (before == null || before.role() != line.role()) {
                turns.add(line);
            } else if (line.role() == Message.Role.ASSISTANT) {
                turns.set(
                        turns.size() - 1,
                        new Line(line.role(), before.text() + "\n\n" + line.text(), before.at()));
            } else {
                turns.add(unanswered(before));
                turns.add(line);
            }
        }
        if (turns.getLast().role() == Message.Role.USER) {
            turns.add(unanswered(turns.getLast()));
        }
        return turns;
    }

    private static Line unanswered(Line question) {
        return new Line(Message.Role.ASSISTANT, "", question.at());
    }

    private static List<Message> messages(UUID conversation, List<Line> lines) {
        var messages = new ArrayList<Message>();
        for (var line : lines) {
            var parent = messages.isEmpty() ? null : messages.getLast().id();
            messages.add(message(conversation, parent, line));
        }
        return messages;
    }

    private static Message message(UUID conversation, @Nullable UUID parent, Line line) {
        boolean isMissing = line.text().isEmpty();
        return new Message(
                Ids.newId(),
                conversation,
                parent,
                line.role(),
                isMissing ? Message.Status.INTERRUPTED : Message.Status.FINISHED,
                false,
                null,
                null,
                isMissing ? List.of() : List.of(new MessagePart.Text(line.text())),
                List.of(),
                null,
                null,
                line.at());
    }

    /** How the first question begins, on one line. */
    private static String title(List<Line> lines) {
        var question =
                lines.stream()
                        .filter(line -> line.role() == Message.Role.USER)
                        .findFirst()
                        .orElse(lines.getFirst());
        var text = question.text().strip().replaceAll("\\s+", " ");
        return text.codePointCount(0, text.length()) <= LONGEST_TITLE
                ? text
                : text.substring(0, text.offsetByCodePoints(0, LONGEST_TITLE - 1)).strip() + "…";
    }
}
