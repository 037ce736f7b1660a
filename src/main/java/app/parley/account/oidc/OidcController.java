package app.parley.account.oidc;

import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Browsers go here by themselves: every answer sends them on, also the refusals. */
@RestController
@RequestMapping("/api/v1/auth/oidc/{id}")
class OidcController {
    private static final Logger LOG = LoggerFactory.getLogger(OidcController.class);

    private final ProviderSignIn signIn;
    private final PublicAddress address;

    OidcController(ProviderSignIn signIn, PublicAddress address) {
        this.signIn = signIn;
        this.address = address;
    }

    /**
     * Sends the browser to the provider.
     *
     * @param stepUp whether somebody who is signed in is to prove anew who they are
     */
    @GetMapping("/start")
    ResponseEntity<Void> start(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String returnTo,
            @RequestParam(defaultValue = "false") boolean stepUp,
            HttpServletRequest request) {
        try {
            var path = ReturnPath.checked(returnTo);
            var departure =
                    stepUp
                            ? signIn.beginConfirming(id, path, request)
                            : signIn.begin(id, Attempt.Purpose.SIGN_IN, null, path, request);
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .header(HttpHeaders.SET_COOKIE, departure.cookie())
                    .location(departure.location())
                    .build();
        } catch (SignInFailed failed) {
            return refused(id, null, failed, request);
        }
    }

    /** Where the provider sends the browser back to. */
    @GetMapping("/callback")
    ResponseEntity<Void> callback(@PathVariable String id, HttpServletRequest request) {
        var returned =
                new ProviderSignIn.Returned(
                        only(request, "state"),
                        only(request, "code"),
                        only(request, "error"),
                        only(request, "iss"));
        Attempt attempt = null;
        try {
            attempt = signIn.taken(id, returned, request);
            var arrival = signIn.complete(attempt, returned, request);
            var answer = ResponseEntity.status(HttpStatus.SEE_OTHER);
            if (arrival.cookie() != null) {
                answer.header(HttpHeaders.SET_COOKIE, arrival.cookie());
            }
            return answer.location(here(request, arrival.returnTo())).build();
        } catch (SignInFailed failed) {
            return refused(id, attempt, failed, request);
        }
    }

    /** RFC 6749, section 3.1: a parameter is not there more than once. */
    private static @Nullable String only(HttpServletRequest request, String name) {
        var values = request.getParameterValues(name);
        return values == null || values.length != 1 || values[0].isEmpty() ? null : values[0];
    }

    /** People who are signed in go back to where they were, others to the form. */
    private ResponseEntity<Void> refused(
            String id, @Nullable Attempt attempt, SignInFailed failed, HttpServletRequest request) {
        LOG.warn(
                "A sign-in with the provider {} failed ({}): {}",
                id.length() > 40 ? "?" : id,
                failed.problem().code(),
                failed.getMessage());
        var page =
                attempt == null || attempt.purpose() == Attempt.Purpose.SIGN_IN
                        ? "/sign-in"
                        : attempt.returnTo();
        var location =
                page
                        + (page.contains("?") ? "&" : "?")
                        + "problem="
                        + failed.problem().code()
                        + "&provider="
                        + UriUtils.encode(id, StandardCharsets.UTF_8);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(here(request, location))
                .build();
    }

    /** A path of this application: whatever the browser calls the server, it stays there. */
    private URI here(HttpServletRequest request, String path) {
        return URI.create(address.path(request) + path);
    }
}
