package app.parley.langchat;

import app.parley.account.Client;
import app.parley.account.CredentialGate;
import app.parley.account.CurrentUser;
import app.parley.account.Facade;
import app.parley.account.TokenSignIn;
import app.parley.langchat.DailyLimit.Remaining;
import app.parley.langchat.Questions.Answer;
import app.parley.langchat.Questions.Question;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** LangChat's API for people with passwords: a token for thirty days opens everything else. */
@RestController
@OnLangChatApi
@ConditionalOnBooleanProperty(name = "parley.account.passwords", matchIfMissing = true)
@Tag(name = "LangChat")
class LangChatController {
    private final Facade facade;
    private final TokenSignIn accounts;
    private final CredentialGate gate;
    private final Questions questions;
    private final ChatSessions sessions;
    private final DailyLimit dailyLimit;

    LangChatController(
            Facade facade,
            TokenSignIn accounts,
            CredentialGate gate,
            Questions questions,
            ChatSessions sessions,
            DailyLimit dailyLimit) {
        this.facade = facade;
        this.accounts = accounts;
        this.gate = gate;
        this.questions = questions;
        this.sessions = sessions;
        this.dailyLimit = dailyLimit;
    }

    @JsonIgnoreProperties(ignoreUnknown = true)
    record Credentials(@NotNull String username, @Nullable String password) {
        String requiredPassword() {
            if (password == null) {
                throw new ParleyException(
                        ErrorCode.INVALID_REQUEST,
                        "A password is needed: signing in by name alone is switched off here.");
            }
            return password;
        }

        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /** The person's name as the client remembers it. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Name(@NotNull String username) {}

    /**
     * @param sessionId null for a new session
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Input(@NotNull String userInput, @Nullable String sessionId) {}

    record Welcome(boolean success, String token, String username, String message) {}

    @PostMapping("/register")
    Welcome register(@Valid @RequestBody Credentials form, HttpServletRequest request) {
        try {
            return welcome(
                    "Welcome",
                    accounts.register(
                            facade, form.username(), form.requiredPassword(), Client.of(request)));
        } catch (ParleyException refused) {
            throw inLangChatsWords(refused);
        }
    }

    @PostMapping("/login")
    Welcome login(@Valid @RequestBody Credentials form, HttpServletRequest request) {
        try {
            return welcome(
                    "Welcome back",
                    accounts.signIn(
                            facade, form.username(), form.requiredPassword(), Client.of(request)));
        } catch (ParleyException refused) {
            throw inLangChatsWords(refused);
        }
    }

    /** Whether the name is the token's; who else there is, it does not tell. */
    @PostMapping("/verify")
    Verified verify(@Nullable CurrentUser user, @Valid @RequestBody Name name) {
        return user != null && user.username().equalsIgnoreCase(name.username())
                ? Verified.of(user.userId(), user.username())
                : Verified.NOBODY;
    }

    @PostMapping("/")
    Answer answer(
            CurrentUser user,
            @Valid @RequestBody Input input,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key)
            throws IOException {
        return questions.answer(question(user, input, key));
    }

    @PostMapping("/chat")
    void stream(
            CurrentUser user,
            @Valid @RequestBody Input input,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            HttpServletResponse response)
            throws IOException {
        questions.stream(question(user, input, key), response);
    }

    @GetMapping("/sessions")
    List<ChatSessions.Session> sessions(CurrentUser user) {
        return sessions.list(user.userId());
    }

    @GetMapping("/get_history/{id}")
    List<ChatSessions.Line> history(CurrentUser user, @PathVariable String id) {
        return sessions.history(user.userId(), id);
    }

    @GetMapping("/remaining_messages")
    Remaining remaining(CurrentUser user) {
        return dailyLimit.remaining(user.userId());
    }

    @DeleteMapping("/delete_chat/{id}")
    Deleted delete(CurrentUser user, @PathVariable String id) {
        return new Deleted(true, sessions.delete(user.userId(), id));
    }

    private Question question(CurrentUser user, Input input, @Nullable String key) {
        return new Question(
                user.userId(),
                () -> gate.isLive(user.credential()),
                input.userInput(),
                input.sessionId(),
                key);
    }

    private static Welcome welcome(String greeting, TokenSignIn.SignedIn signedIn) {
        return new Welcome(
                true,
                signedIn.token(),
                signedIn.username(),
                greeting + ", " + signedIn.username() + "!");
    }

    /** Its clients compare these two. */
    private static ParleyException inLangChatsWords(ParleyException refused) {
        return switch (refused.code()) {
            case USERNAME_TAKEN -> new ParleyException(refused.code(), "Username already taken");
            case BAD_CREDENTIALS ->
                    new ParleyException(refused.code(), "Invalid username or password");
            default -> refused;
        };
    }
}
