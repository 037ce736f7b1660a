package app.parley.langchat;

import app.parley.account.NameSignIn;
import app.parley.account.Person;
import app.parley.langchat.DailyLimit.Remaining;
import app.parley.langchat.Questions.Answer;
import app.parley.langchat.Questions.Question;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** LangChat's first API: a name in the body or the query says who asks. */
@RestController
@OnLangChatApi
@ConditionalOnBooleanProperty(name = "parley.account.passwords", havingValue = false)
@Tag(name = "LangChat")
class UsernameController {
    private final NameSignIn names;
    private final Questions questions;
    private final ChatSessions sessions;
    private final DailyLimit dailyLimit;

    UsernameController(
            NameSignIn names, Questions questions, ChatSessions sessions, DailyLimit dailyLimit) {
        this.names = names;
        this.questions = questions;
        this.sessions = sessions;
        this.dailyLimit = dailyLimit;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Name(@NotNull String username) {}

    /**
     * @param sessionId null for a new session
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Input(@NotNull String username, @NotNull String userInput, @Nullable String sessionId) {}

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Welcome(boolean success, UUID userId, String message) {}

    @PostMapping("/register")
    Welcome register(@Valid @RequestBody Name name) {
        var named = names.register(name.username());
        var greeting = named.isNew() ? "Welcome, " : "Welcome back, ";
        return new Welcome(true, named.person().id(), greeting + named.person().username() + "!");
    }

    @PostMapping("/verify")
    Verified verify(@Valid @RequestBody Name name) {
        return names.find(name.username())
                .map(person -> Verified.of(person.id(), person.username()))
                .orElse(Verified.NOBODY);
    }

    @PostMapping("/")
    Answer answer(
            @Valid @RequestBody Input input,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        return questions.answer(question(input, key));
    }

    @PostMapping("/chat")
    void stream(
            @Valid @RequestBody Input input,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletResponse response)
            throws IOException {
        questions.stream(question(input, key), response);
    }

    @GetMapping("/sessions")
    List<ChatSessions.Session> sessions(@RequestParam String username) {
        return sessions.list(person(username).id());
    }

    @GetMapping("/get_history/{id}")
    List<ChatSessions.Line> history(@RequestParam String username, @PathVariable String id) {
        return sessions.history(person(username).id(), id);
    }

    @GetMapping("/remaining_messages")
    Remaining remaining(@RequestParam String username) {
        return dailyLimit.remaining(person(username).id());
    }

    @DeleteMapping("/delete_chat/{id}")
    Deleted delete(@RequestParam String username, @PathVariable String id) {
        return new Deleted(true, sessions.delete(person(username).id(), id));
    }

    private Question question(Input input, @Nullable String key) {
        var person = person(input.username());
        return new Question(
                person.id(),
                () -> names.find(person.username()).isPresent(),
                input.userInput(),
                input.sessionId(),
                key);
    }

    private Person person(String username) {
        return names.find(username)
                .orElseThrow(
                        () ->
                                new ParleyException(
                                        ErrorCode.UNAUTHENTICATED, "please register first."));
    }
}
