package app.parley.chat;

import app.parley.knowledge.Knowledge;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Checks the documents that come with a question before it is recorded. */
@Component
class Attachments {
    private final Knowledge knowledge;

    Attachments(Knowledge knowledge) {
        this.knowledge = knowledge;
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
}
