package app.parley.knowledge;

import java.util.Set;
import java.util.UUID;

/** The files that people have attached to single questions. */
public interface AttachedFiles {
    /**
     * Deletes those of the documents that are attachments of this person; others stay, and what is
     * gone already does not matter.
     */
    void delete(UUID owner, Set<UUID> documents);
}
