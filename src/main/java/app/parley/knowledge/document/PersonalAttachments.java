package app.parley.knowledge.document;

import app.parley.knowledge.AttachedFiles;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

@Component
class PersonalAttachments implements AttachedFiles {
    private final JdbcDocumentStore store;
    private final Documents documents;

    PersonalAttachments(JdbcDocumentStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    @Override
    public void delete(UUID owner, Set<UUID> attached) {
        store.attachments(owner, attached).forEach(id -> documents.remove(owner, id));
    }
}
