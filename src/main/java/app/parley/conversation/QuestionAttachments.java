package app.parley.conversation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Tells which documents came with questions. Whoever runs turns knows it; this module only shows
 * it.
 */
public interface QuestionAttachments {
    /** The documents by question; questions without any are left out. */
    Map<UUID, List<AttachedDocument>> of(UUID owner, Collection<UUID> questionIds);
}
