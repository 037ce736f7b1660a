package app.parley.chat;

import app.parley.conversation.AttachedDocument;
import app.parley.conversation.ConversationDeleting;
import app.parley.conversation.QuestionAttachments;
import app.parley.knowledge.AttachedFiles;
import app.parley.knowledge.Knowledge;
import app.parley.knowledge.NamedDocument;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The documents that come with questions: checked before one is recorded, named afterwards. */
@Component
class Attachments implements QuestionAttachments {
    private static final String DELETED = "deleted";

    private final Knowledge knowledge;
    private final AttachedFiles files;
    private final TurnStore turns;

    Attachments(Knowledge knowledge, AttachedFiles files, TurnStore turns) {
        this.knowledge = knowledge;
        this.files = files;
        this.turns = turns;
    }

    /** A file that also came with a question of another conversation stays. */
    @EventListener
    void on(ConversationDeleting event) {
        files.delete(
                event.ownerId(), turns.attachedOnlyIn(event.ownerId(), event.conversationId()));
    }

    /** Refuses what the person may not read, and what cannot be read yet. */
    void check(UUID person, Set<UUID> documents) {
        if (knowledge.count(person, documents, false) < documents.size()) {
            throw new ParleyException(
                    ErrorCode.NOT_FOUND,
                    "An attached file does not exist, or you may not read it.");
        }
        if (knowledge.count(person, documents, true) < documents.size()) {
            throw new ParleyException(
                    ErrorCode.CONFLICT,
                    "An attached file is still being read, or could not be read. Wait for it, or remove it.");
        }
    }

    @Override
    public Map<UUID, List<AttachedDocument>> of(UUID owner, Collection<UUID> questionIds) {
        var attached = turns.attachments(owner, questionIds);
        var all = attached.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
        var known =
                knowledge.named(owner, all).stream()
                        .collect(Collectors.toMap(NamedDocument::id, document -> document));
        Map<UUID, List<AttachedDocument>> named = new HashMap<>();
        attached.forEach(
                (question, documents) ->
                        named.put(
                                question,
                                documents.stream()
                                        .sorted()
                                        .map(id -> attached(id, known.get(id)))
                                        .toList()));
        return named;
    }

    private static AttachedDocument attached(UUID id, @Nullable NamedDocument known) {
        return known == null
                ? new AttachedDocument(id, "", DELETED)
                : new AttachedDocument(id, known.title(), known.state().code());
    }
}
