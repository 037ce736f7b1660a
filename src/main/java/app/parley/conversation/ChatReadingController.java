package app.parley.conversation;

import app.parley.account.CurrentUser;
import app.parley.account.People;
import app.parley.account.Person;
import app.parley.conversation.ConversationController.MessageView;
import app.parley.conversation.ConversationController.MessageWindow;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
@Tag(name = "Reading others' chats")
class ChatReadingController {
    private final ChatReadings readings;
    private final People people;

    ChatReadingController(ChatReadings readings, People people) {
        this.readings = readings;
        this.people = people;
    }

    record ReadingReason(@NotBlank @Size(min = 10, max = 500) String reason) {}

    record OpenedChat(UUID conversationId, String title, UUID personId, Instant expiresAt) {}

    record ChatTitle(UUID id, String title, Instant createdAt, Instant updatedAt) {}

    /**
     * @param administrator their username; empty where the account is gone
     */
    record ReadingItem(
            String administrator, String reason, UUID conversationId, String title, Instant at) {}

    @GetMapping("/admin/chats")
    @Operation(
            summary = "A person's chats by title",
            description = "Only where PARLEY_ADMIN_CHAT_ACCESS is true; recorded.")
    Page<ChatTitle> chats(
            @RequestParam @Size(max = 100) String person,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var after = cursor == null ? null : ListCursor.parse(cursor);
        return Page.of(
                readings.chatsOf(person, after, limit + 1).stream()
                        .map(
                                chat ->
                                        new ChatTitle(
                                                chat.id(),
                                                chat.title(),
                                                chat.createdAt(),
                                                chat.updatedAt()))
                        .toList(),
                limit,
                last -> new ListCursor(last.updatedAt(), last.id()).text());
    }

    @PostMapping(path = "/admin/chats/{id}/reading", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Open somebody's chat for 15 minutes",
            description =
                    "Only where PARLEY_ADMIN_CHAT_ACCESS is true. The reason, of at least 10 characters, is recorded"
                            + " and shown to the chat's owner.")
    OpenedChat open(
            CurrentUser user, @PathVariable UUID id, @Valid @RequestBody ReadingReason why) {
        var reading = readings.open(user.userId(), id, why.reason().strip());
        return new OpenedChat(id, reading.title(), reading.personId(), reading.expiresAt());
    }

    @GetMapping("/admin/chats/{id}/messages")
    @Operation(
            summary = "Messages of a chat that is open for reading",
            description = "A window of the active branch, as its owner sees it.")
    MessageWindow messages(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var window = readings.window(user.userId(), id, before, limit);
        var messages = window.messages();
        return new MessageWindow(
                messages.stream()
                        .map(
                                message ->
                                        MessageView.of(
                                                message,
                                                window.siblings()
                                                        .getOrDefault(message.id(), List.of()),
                                                List.of()))
                        .toList(),
                messages.isEmpty() ? null : messages.getFirst().parentId());
    }

    @GetMapping("/me/chat-readings")
    @Operation(summary = "Which administrators read my chats, when and why")
    Page<ReadingItem> mine(
            CurrentUser user,
            @RequestParam(required = false) @Nullable UUID cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        var page =
                Page.of(
                        readings.of(user.userId(), cursor, limit + 1),
                        limit,
                        last -> last.id().toString());
        var named =
                people
                        .withIds(
                                page.items().stream()
                                        .map(ChatReading::administratorId)
                                        .distinct()
                                        .toList())
                        .stream()
                        .collect(Collectors.toMap(Person::id, Person::username));
        return new Page<>(
                page.items().stream()
                        .map(
                                reading ->
                                        new ReadingItem(
                                                named.getOrDefault(reading.administratorId(), ""),
                                                reading.reason(),
                                                reading.conversationId(),
                                                reading.title(),
                                                reading.at()))
                        .toList(),
                page.nextCursor());
    }
}
