package app.parley.knowledge.document;

import app.parley.account.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/collections/{id}/pages")
@Tag(name = "Documents")
class PageController {
    private final WebPages pages;

    PageController(WebPages pages) {
        this.pages = pages;
    }

    /**
     * @param url begins with https:// or http://
     */
    record NewPage(@NotBlank @Size(max = 2_048) String url) {}

    @PostMapping
    @Operation(
            summary = "Add a page of the web to a collection",
            description =
                    "It is fetched and read in the background; its state tells how that goes. The same address again is"
                            + " answered by 200 and the document that is there.")
    ResponseEntity<DocumentItem> add(
            CurrentUser user, @PathVariable UUID id, @Valid @RequestBody NewPage page) {
        var addition = pages.add(user.userId(), id, page.url());
        return ResponseEntity.status(addition.added() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(addition.document());
    }
}
