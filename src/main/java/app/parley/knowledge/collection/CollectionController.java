package app.parley.knowledge.collection;

import app.parley.account.CurrentUser;
import app.parley.account.Role;
import app.parley.knowledge.search.Inspector;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/collections")
@Tag(name = "Collections", description = "Documents that are searched together")
class CollectionController {
    private final KnowledgeCollections collections;
    private final Inspector inspector;

    CollectionController(KnowledgeCollections collections, Inspector inspector) {
        this.collections = collections;
        this.inspector = inspector;
    }

    /**
     * @param everyone what those may do who are not named; nobody else reads it by default
     * @param passageTokens how long passages should be
     * @param overlapTokens how much long prose repeats from one passage to the next, at most
     * @param embeddingModel what makes it searchable by meaning; the usual one by default
     */
    record NewCollection(
            @NotNull String name,
            @Nullable String description,
            @Nullable Share everyone,
            @Nullable Integer passageTokens,
            @Nullable Integer overlapTokens,
            @Nullable String embeddingModel) {
        CollectionSettings.Change said() {
            return new CollectionSettings.Change(
                    name, description, everyone, passageTokens, overlapTokens);
        }
    }

    /**
     * What is missing or null stays as it is.
     *
     * @param defaultForEveryone for administrators: searched where a chat has chosen nothing
     * @param embeddingModel makes its vectors anew, in the background
     */
    record CollectionChange(
            @Nullable String name,
            @Nullable String description,
            @Nullable Share everyone,
            @Nullable Integer passageTokens,
            @Nullable Integer overlapTokens,
            @Nullable Boolean defaultForEveryone,
            @Nullable String embeddingModel) {
        CollectionSettings.Change settings() {
            return new CollectionSettings.Change(
                    name, description, everyone, passageTokens, overlapTokens);
        }
    }

    /** Somebody whom the collection is shared with by name. */
    record MemberItem(UUID userId, String username, String displayName, Share access) {
        static MemberItem of(KnowledgeCollections.Member member) {
            var person = member.person();
            return new MemberItem(
                    person.id(), person.username(), person.displayName(), member.access());
        }
    }

    /**
     * @param access read or write
     */
    record NewMember(@NotNull Share access) {}

    /**
     * A question to look up.
     *
     * @param depth how many passages to show
     */
    record InspectedQuery(
            @NotBlank @Size(max = 8_000) String query,
            @Nullable @Min(1) @Max(Inspector.DEEPEST) Integer depth) {}

    @PostMapping("/{id}/inspect")
    @Operation(
            summary = "How a question is looked up in the collection",
            description =
                    "Both rankings and the fused one, and of each passage why an answer would read it or not.")
    Inspector.Inspection inspect(
            CurrentUser user, @PathVariable UUID id, @Valid @RequestBody InspectedQuery request) {
        return inspector.inspect(
                user.userId(),
                collections.find(user.userId(), id).id(),
                request.query().strip(),
                request.depth() == null ? Inspector.SHOWN : request.depth());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Make a collection")
    KnowledgeCollection create(CurrentUser user, @Valid @RequestBody NewCollection request) {
        return collections.create(user.userId(), request.said(), request.embeddingModel());
    }

    @GetMapping
    @Operation(
            summary = "The collections that you may read",
            description = "The newest first; the product's handbook is among them.")
    Page<KnowledgeCollection> list(
            CurrentUser user,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return Page.of(
                collections.list(user.userId(), cursor, limit + 1),
                limit,
                last -> last.id().toString());
    }

    @GetMapping("/{id}")
    @Operation(summary = "A collection")
    KnowledgeCollection get(CurrentUser user, @PathVariable UUID id) {
        return collections.find(user.userId(), id);
    }

    @PatchMapping("/{id}")
    @Operation(
            summary = "Change a collection",
            description =
                    "For its owner; whether it is everyone's default, for administrators. New sizes of passages hold"
                            + " for documents that are added from then on. Another embedding model takes over once it has"
                            + " embedded everything; until then the old one is searched.")
    KnowledgeCollection change(
            CurrentUser user, @PathVariable UUID id, @Valid @RequestBody CollectionChange request) {
        var changed = collections.find(user.userId(), id);
        if (request.defaultForEveryone() != null && user.role() != Role.ADMIN) {
            throw new ParleyException(
                    ErrorCode.FORBIDDEN,
                    "Only an administrator chooses what is searched for everyone.");
        }
        if (!request.settings().isEmpty()) {
            changed = collections.change(user.userId(), id, request.settings());
        }
        if (request.embeddingModel() != null) {
            changed = collections.changeModel(user.userId(), id, request.embeddingModel());
        }
        if (request.defaultForEveryone() != null) {
            changed =
                    collections.setDefaultForEveryone(
                            user.userId(), id, request.defaultForEveryone());
        }
        return changed;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Delete a collection with its documents")
    void delete(CurrentUser user, @PathVariable UUID id) {
        collections.delete(user.userId(), id);
    }

    @GetMapping("/{id}/people")
    @Operation(summary = "Whom the collection is shared with by name", description = "Owner only.")
    Page<MemberItem> people(CurrentUser user, @PathVariable UUID id) {
        return new Page<>(
                collections.members(user.userId(), id).stream().map(MemberItem::of).toList(), null);
    }

    @PutMapping("/{id}/people/{username}")
    @Operation(summary = "Share the collection with somebody", description = "Owner only.")
    MemberItem share(
            CurrentUser user,
            @PathVariable UUID id,
            @PathVariable String username,
            @Valid @RequestBody NewMember request) {
        return MemberItem.of(collections.share(user.userId(), id, username, request.access()));
    }

    @DeleteMapping("/{id}/people/{username}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Share the collection with somebody no more", description = "Owner only.")
    void unshare(CurrentUser user, @PathVariable UUID id, @PathVariable String username) {
        collections.unshare(user.userId(), id, username);
    }
}
