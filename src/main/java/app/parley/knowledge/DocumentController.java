package app.parley.knowledge;

import app.parley.account.CurrentUser;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/documents")
@Tag(name = "Documents", description = "What answers are quoted from")
class DocumentController {
    private final JdbcDocumentStore store;

    DocumentController(JdbcDocumentStore store) {
        this.store = store;
    }

    /** A document with its whole text, into which citations point. */
    record DocumentAnswer(
            UUID id, String title, CollectionAnswer collection, String location, String text) {}

    /** The collection that a document belongs to. */
    record CollectionAnswer(UUID id, String name) {}

    @GetMapping("/{id}")
    @Operation(
            summary = "A document's text",
            description = "A citation's start and end are offsets into the text, in UTF-16 units.")
    DocumentAnswer document(CurrentUser user, @PathVariable UUID id) {
        var document =
                store.document(user.userId(), id)
                        .orElseThrow(
                                () ->
                                        new ParleyException(
                                                ErrorCode.NOT_FOUND,
                                                "There is no such document, or you may not read it."));
        return new DocumentAnswer(
                document.id(),
                document.title(),
                new CollectionAnswer(document.collection(), document.collectionName()),
                document.location(),
                document.text());
    }
}
