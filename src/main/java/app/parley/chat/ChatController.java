package app.parley.chat;

import app.parley.account.CurrentUser;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.EventStream;
import app.parley.tool.WebSearch;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping("/api/v1")
class ChatController {
    private static final int KEY_LIMIT = 200;
    private static final int COLLECTIONS_LIMIT = 100;
    private static final int ATTACHMENTS_LIMIT = 20;

    private final ChatTurns turns;
    private final Attachments attachments;
    private final WebSearch web;
    private final TurnViewer viewer;
    private final ChatProperties settings;
    private final JsonMapper json;

    ChatController(
            ChatTurns turns,
            Attachments attachments,
            WebSearch web,
            TurnViewer viewer,
            ChatProperties settings,
            JsonMapper json) {
        this.turns = turns;
        this.attachments = attachments;
        this.web = web;
        this.viewer = viewer;
        this.settings = settings;
        this.json = json;
    }

    /**
     * Starts a turn; with {@code Accept: text/event-stream} the answer goes on as its event stream.
     */
    @PostMapping(
            path = "/conversations/{id}/turns",
            produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.TEXT_EVENT_STREAM_VALUE})
    void start(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestHeader(name = "Accept", required = false) @Nullable String accept,
            @Valid @RequestBody TurnRequest request,
            HttpServletResponse response)
            throws IOException {
        if (key == null || key.isBlank() || key.length() > KEY_LIMIT) {
            throw new ParleyException(
                    ErrorCode.IDEMPOTENCY_KEY_REQUIRED,
                    "Send an Idempotency-Key header of up to 200 characters, new for each message.");
        }
        var command = request.command(settings.messageLimit());
        if (command instanceof TurnCommand.Ask ask) {
            attachments.check(user.userId(), ask.attachments());
            if (ask.webSearch() && !web.isConnected()) {
                throw TurnRequest.invalid("No web search is connected.");
            }
        }
        var accepted =
                turns.start(
                        user.userId(),
                        id,
                        key,
                        BodyHash.of(id, json.writeValueAsBytes(request)),
                        command);
        response.setStatus(HttpStatus.CREATED.value());
        if (accept != null && accept.contains(MediaType.TEXT_EVENT_STREAM_VALUE)) {
            viewer.follow(
                    user.userId(),
                    user.credential(),
                    accepted.turnId(),
                    null,
                    EventStream.open(response));
        } else {
            response.setContentType(MediaType.APPLICATION_JSON_VALUE);
            response.getOutputStream().write(json.writeValueAsBytes(accepted));
        }
    }

    /** The turn's events from the start, or after {@code Last-Event-ID}. */
    @GetMapping("/turns/{id}/events")
    void events(
            CurrentUser user,
            @PathVariable UUID id,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException {
        var after = position(lastEventId);
        viewer.check(user.userId(), id);
        viewer.follow(user.userId(), user.credential(), id, after, EventStream.open(response));
    }

    @PostMapping("/turns/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void stop(CurrentUser user, @PathVariable UUID id) {
        turns.stop(user.userId(), id);
    }

    private static @Nullable Long position(@Nullable String lastEventId) {
        if (lastEventId == null || lastEventId.isBlank()) {
            return null;
        }
        try {
            long position = Long.parseLong(lastEventId.strip());
            if (position >= 0) {
                return position;
            }
        } catch (NumberFormatException notOurs) {
            // told below
        }
        throw new ParleyException(
                ErrorCode.INVALID_REQUEST,
                "Last-Event-ID must be an id that this stream has sent.");
    }

    /**
     * One of: a question ({@code text}), another answer ({@code regenerate}), the rest of one
     * ({@code continue}).
     *
     * @param collections where to look the question up; missing: what the conversation has chosen,
     *     else what is everyone's default; empty: nowhere
     * @param attachments documents that come with the question: the ids of files that were attached
     * @param parentId the answer that the question follows; missing: the last of the branch that is
     *     shown; null: none, a new beginning
     * @param webSearch whether the question is looked up in the web; other answers to it, and the
     *     rest of one, keep the choice
     * @param regenerate an answer to which this becomes a sibling
     * @param goOn an answer that was cut off
     */
    record TurnRequest(
            @Nullable String text,
            @Schema(type = "string", format = "uuid", nullable = true) @Nullable JsonNode parentId,
            @Nullable String model,
            @Size(max = COLLECTIONS_LIMIT) @Nullable List<@NotNull UUID> collections,
            @Size(max = ATTACHMENTS_LIMIT) @Nullable List<@NotNull UUID> attachments,
            @Nullable Boolean webSearch,
            @Nullable UUID regenerate,
            @JsonProperty("continue") @Nullable UUID goOn) {

        TurnCommand command(int messageLimit) {
            if ((text != null ? 1 : 0) + (regenerate != null ? 1 : 0) + (goOn != null ? 1 : 0)
                    != 1) {
                throw invalid("Send exactly one of text, regenerate and continue.");
            }
            if (text == null && attachments != null && !attachments.isEmpty()) {
                throw invalid("Files are attached to a question.");
            }
            if (text == null && Boolean.TRUE.equals(webSearch)) {
                throw invalid("A question is looked up in the web, or is not, when it is asked.");
            }
            if (regenerate != null) {
                return new TurnCommand.Regenerate(regenerate, model);
            }
            if (goOn != null) {
                return new TurnCommand.Continue(goOn);
            }
            return new TurnCommand.Ask(
                    QuestionText.checked(text == null ? "" : text, messageLimit),
                    place(),
                    model,
                    collections == null ? null : Set.copyOf(collections),
                    attachments == null ? Set.of() : Set.copyOf(attachments),
                    Boolean.TRUE.equals(webSearch));
        }

        private TurnCommand.Place place() {
            if (parentId == null) {
                return new TurnCommand.Place.AtEnd();
            }
            if (parentId.isNull()) {
                return new TurnCommand.Place.AtRoot();
            }
            try {
                if (parentId.isString()) {
                    return new TurnCommand.Place.After(UUID.fromString(parentId.stringValue()));
                }
            } catch (IllegalArgumentException notAnId) {
                // told below
            }
            throw invalid("parentId must be a message's id or null.");
        }

        private static ParleyException invalid(String sentence) {
            return new ParleyException(ErrorCode.INVALID_REQUEST, sentence);
        }
    }
}
