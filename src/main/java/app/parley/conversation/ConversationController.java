package app.parley.conversation;

import app.parley.account.CurrentUser;
import app.parley.platform.web.Page;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations")
class ConversationController {
    private static final int COLLECTIONS_LIMIT = 100;

    private final Conversations conversations;
    private final QuestionAttachments attachments;

    ConversationController(Conversations conversations, QuestionAttachments attachments) {
        this.conversations = conversations;
        this.attachments = attachments;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ConversationView create(CurrentUser user, @Valid @RequestBody NewConversation request) {
        var title = request.title() == null ? "" : request.title();
        return ConversationView.of(conversations.create(user.userId(), title, request.model()));
    }

    @GetMapping
    Page<ConversationView> list(
            CurrentUser user,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var after = cursor == null ? null : ListCursor.parse(cursor);
        return Page.of(
                conversations.list(user.userId(), after, limit + 1).stream()
                        .map(ConversationView::of)
                        .toList(),
                limit,
                last -> new ListCursor(last.updatedAt(), last.id()).text());
    }

    @GetMapping("/{id}")
    ConversationView get(CurrentUser user, @PathVariable UUID id) {
        return ConversationView.of(conversations.find(user.userId(), id));
    }

    @PatchMapping("/{id}")
    ConversationView change(
            CurrentUser user,
            @PathVariable UUID id,
            @Valid @RequestBody ConversationChange request) {
        var changed = conversations.find(user.userId(), id);
        if (request.title() != null) {
            changed = conversations.rename(user.userId(), id, request.title());
        }
        if (request.model() != null) {
            changed = conversations.chooseModel(user.userId(), id, request.model());
        }
        if (request.collections() != null) {
            changed = conversations.chooseCollections(user.userId(), id, request.collections());
        }
        if (request.activeLeafId() != null) {
            changed = conversations.chooseBranch(user.userId(), id, request.activeLeafId());
        }
        return ConversationView.of(changed);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(CurrentUser user, @PathVariable UUID id) {
        conversations.delete(user.userId(), id);
    }

    /**
     * A window of the active branch in reading order; the cursor is the message before its first
     * one.
     */
    @GetMapping("/{id}/messages")
    MessageWindow messages(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var window = conversations.window(user.userId(), id, before, limit);
        var messages = window.messages();
        var questions =
                messages.stream()
                        .filter(message -> message.role() == Message.Role.USER)
                        .map(Message::id)
                        .toList();
        var attached = attachments.of(user.userId(), questions);
        return new MessageWindow(
                messages.stream()
                        .map(
                                message ->
                                        MessageView.of(
                                                message,
                                                window.siblings()
                                                        .getOrDefault(message.id(), List.of()),
                                                attached.getOrDefault(message.id(), List.of())))
                        .toList(),
                messages.isEmpty() ? null : messages.getFirst().parentId());
    }

    /**
     * @param title empty for one that a model makes
     */
    record NewConversation(
            @Size(max = Conversations.TITLE_LIMIT) @Nullable String title,
            @Size(max = 300) @Nullable String model) {}

    /** Every field may be missing, which leaves it as it is. */
    record ConversationChange(
            @Size(max = Conversations.TITLE_LIMIT) @Nullable String title,
            @Size(max = 300) @Nullable String model,
            @Nullable UUID activeLeafId,
            @Size(max = COLLECTIONS_LIMIT) @Nullable List<@NotNull UUID> collections) {}

    record ConversationView(
            UUID id,
            String title,
            @Nullable String model,
            @Nullable UUID activeLeafId,
            @Nullable UUID runningTurnId,
            List<UUID> collections,
            Instant createdAt,
            Instant updatedAt) {
        static ConversationView of(Conversation conversation) {
            return new ConversationView(
                    conversation.id(),
                    conversation.title(),
                    conversation.model(),
                    conversation.activeLeafId(),
                    conversation.runningTurnId(),
                    conversation.collections(),
                    conversation.createdAt(),
                    conversation.updatedAt());
        }
    }

    /**
     * @param nextCursor the {@code before} of the window that stands before this one; null at the
     *     root
     */
    record MessageWindow(List<MessageView> items, @Nullable UUID nextCursor) {}

    /**
     * @param attachments documents that came with a question
     */
    record MessageView(
            UUID id,
            @Nullable UUID parentId,
            List<UUID> siblingIds,
            Message.Role role,
            List<MessagePart> parts,
            @Nullable String model,
            Message.Status status,
            boolean cutShort,
            @Nullable UUID turnId,
            List<Citation> citations,
            List<AttachedDocument> attachments,
            Message.@Nullable Failure error,
            Message.@Nullable Usage usage,
            Instant createdAt) {
        static MessageView of(
                Message message, List<UUID> siblingIds, List<AttachedDocument> attachments) {
            return new MessageView(
                    message.id(),
                    message.parentId(),
                    siblingIds,
                    message.role(),
                    message.parts(),
                    message.model(),
                    message.status(),
                    message.cutShort(),
                    message.turnId(),
                    message.citations(),
                    attachments,
                    message.error(),
                    message.usage(),
                    message.createdAt());
        }
    }
}
