package app.parley.account;

import app.parley.account.Registration.Registered;
import app.parley.account.factor.Method;
import app.parley.account.passkey.Passkeys;
import app.parley.account.passkey.RelyingParties;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping(path = "/api/v1/auth", consumes = MediaType.APPLICATION_JSON_VALUE)
class AuthController {
    private final Registration registration;
    private final SignIn signIn;
    private final AccessTokens accessTokens;
    private final RefreshCookie cookie;
    private final SignInProviders providers;
    private final Profile profile;
    private final RelyingParties parties;

    AuthController(
            Registration registration,
            SignIn signIn,
            AccessTokens accessTokens,
            RefreshCookie cookie,
            SignInProviders providers,
            Profile profile,
            RelyingParties parties) {
        this.registration = registration;
        this.signIn = signIn;
        this.accessTokens = accessTokens;
        this.cookie = cookie;
        this.providers = providers;
        this.profile = profile;
        this.parties = parties;
    }

    /**
     * @param username or the e-mail address
     */
    record Credentials(@NotNull String username, @NotNull String password) {
        /** Keeps the password out of logs. */
        @Override
        public String toString() {
            return "Credentials[" + username + "]";
        }
    }

    /**
     * @param method {@code totp} or {@code recovery-code}
     */
    record SecondProof(@NotNull String challenge, @NotNull Method method, @NotNull String code) {
        /** Keeps both out of logs. */
        @Override
        public String toString() {
            return "SecondProof[" + method + "]";
        }
    }

    /**
     * @param challenge of a password that needs a passkey beside it; null to sign in without one
     */
    record PasskeyWish(@Nullable String challenge) {}

    /**
     * @param credential what {@code PublicKeyCredential.toJSON} makes of an assertion
     */
    record PasskeyProof(
            @NotNull UUID request, @NotNull ObjectNode credential, @Nullable String challenge) {
        /** Keeps the challenge out of logs. */
        @Override
        public String toString() {
            return "PasskeyProof[" + request + "]";
        }
    }

    record Nothing() {}

    /**
     * @param expiresIn seconds
     */
    record Access(String accessToken, long expiresIn, User user) {}

    /**
     * @param pending what is waited for: {@code email} or {@code approval}
     */
    record Waiting(String pending) {}

    @PostMapping("/register")
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Access.class)))
    @ApiResponse(
            responseCode = "202",
            description = "There is an account, and something is waited for before it opens",
            content = @Content(schema = @Schema(implementation = Waiting.class)))
    ResponseEntity<?> register(@Valid @RequestBody NewAccount form, HttpServletRequest request) {
        return switch (registration.register(form, Client.of(request))) {
            case Registered.In(var signedIn) -> answer(HttpStatus.CREATED, signedIn, request);
            case Registered.Waiting(var pending) ->
                    ResponseEntity.accepted().body(new Waiting(pending));
        };
    }

    @PostMapping("/login")
    ResponseEntity<Access> login(
            @Valid @RequestBody Credentials credentials, HttpServletRequest request) {
        var signedIn =
                signIn.signIn(credentials.username(), credentials.password(), Client.of(request));
        return answer(HttpStatus.OK, signedIn, request);
    }

    @PostMapping("/login/second-factor")
    ResponseEntity<Access> secondFactor(
            @Valid @RequestBody SecondProof proof, HttpServletRequest request) {
        var signedIn =
                signIn.answer(proof.challenge(), proof.method(), proof.code(), Client.of(request));
        return answer(HttpStatus.OK, signedIn, request);
    }

    @PostMapping("/passkey/options")
    Passkeys.Question askPasskey(@RequestBody PasskeyWish wish, HttpServletRequest request) {
        return signIn.askPasskey(wish.challenge(), parties.of(request));
    }

    @PostMapping("/passkey")
    ResponseEntity<Access> passkey(
            @Valid @RequestBody PasskeyProof proof, HttpServletRequest request) {
        var party = parties.of(request);
        var client = Client.of(request);
        var signedIn =
                proof.challenge() == null
                        ? signIn.byPasskey(party, proof.request(), proof.credential(), client)
                        : signIn.answer(
                                proof.challenge(),
                                party,
                                proof.request(),
                                proof.credential(),
                                client);
        return answer(HttpStatus.OK, signedIn, request);
    }

    /** 204 where the browser has no session at all: a first visit is no failure. */
    @PostMapping("/refresh")
    @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
    @ApiResponse(responseCode = "204", description = "There is no session", content = @Content)
    ResponseEntity<Access> refresh(
            @RequestBody(required = false) @Nullable Nothing body, HttpServletRequest request) {
        var token = cookie.read(request);
        return token.isEmpty()
                ? ResponseEntity.noContent().build()
                : answer(HttpStatus.OK, signIn.renew(token.get(), Client.of(request)), request);
    }

    /**
     * @param location where the browser goes on to sign out at the identity provider as well
     */
    record SignedOut(URI location) {}

    /** 200 with an address to go on to, else 204. */
    @PostMapping("/logout")
    ResponseEntity<SignedOut> logout(
            @RequestBody(required = false) @Nullable Nothing body, HttpServletRequest request) {
        var elsewhere =
                signIn.signOut(cookie.read(request))
                        .flatMap(session -> providers.signOutOf(session, request));
        return ResponseEntity.status(elsewhere.isPresent() ? HttpStatus.OK : HttpStatus.NO_CONTENT)
                .header(HttpHeaders.SET_COOKIE, cookie.clear(request))
                // What the browser keeps of pages; drafts that were not sent are their writer's.
                .header("Clear-Site-Data", "\"cache\"")
                .body(elsewhere.map(SignedOut::new).orElse(null));
    }

    private ResponseEntity<Access> answer(
            HttpStatus status, SignIn.SignedIn signedIn, HttpServletRequest request) {
        var account = signedIn.account();
        var access =
                new Access(
                        accessTokens.issue(account, signedIn.grant().sessionId()),
                        accessTokens.expiresInSeconds(),
                        profile.of(account));
        return ResponseEntity.status(status)
                .header(HttpHeaders.SET_COOKIE, cookie.set(request, signedIn.grant()))
                .body(access);
    }
}
