package app.parley.account.oidc;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Providers come here by themselves; what they send proves who they are. */
@RestController
class BackChannelController {
    private static final Logger LOG = LoggerFactory.getLogger(BackChannelController.class);

    private final BackChannelLogout logout;

    BackChannelController(BackChannelLogout logout) {
        this.logout = logout;
    }

    @PostMapping(
            path = "/api/v1/auth/oidc/{id}/backchannel-logout",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    @ResponseStatus(HttpStatus.OK)
    void end(@PathVariable String id, HttpServletRequest request) {
        var tokens = request.getParameterValues("logout_token");
        if (tokens == null || tokens.length != 1) {
            throw refused();
        }
        try {
            logout.end(id, tokens[0]);
        } catch (SignInFailed failed) {
            LOG.warn("A sign-out by a provider was refused: {}", failed.getMessage());
            throw refused();
        }
    }

    /** The same for every reason: whoever is no provider learns nothing. */
    private static ParleyException refused() {
        return new ParleyException(ErrorCode.INVALID_REQUEST, "The logout token is not valid.");
    }
}
