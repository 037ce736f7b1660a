package app.parley.account.oidc;

import app.parley.account.CurrentUser;
import app.parley.account.StepUp;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who somebody is at providers. */
@RestController
@RequestMapping("/api/v1/me/identities")
class IdentityController {
    private final Identities identities;

    IdentityController(Identities identities) {
        this.identities = identities;
    }

    record IdentityList(List<IdentityItem> items, @Nullable String nextCursor) {}

    /**
     * @param provider its id, which may be one that is no longer connected
     * @param subjectHint how people know it again, such as a part of an address
     */
    record IdentityItem(
            UUID id, String provider, String name, String subjectHint, Instant linkedAt) {}

    /**
     * @param returnTo a path of this application, to come back to
     */
    record LinkRequest(@Nullable String returnTo) {}

    /**
     * @param location where the browser goes
     */
    record Departure(URI location) {}

    @GetMapping
    IdentityList list(CurrentUser user) {
        return new IdentityList(identities.of(user.userId()), null);
    }

    @StepUp
    @PostMapping(path = "/{provider}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Departure> link(
            CurrentUser user,
            @PathVariable String provider,
            @RequestBody(required = false) @Nullable LinkRequest body,
            HttpServletRequest request) {
        var returnTo = body == null ? null : body.returnTo();
        var departure = identities.link(user, provider, returnTo, request);
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, departure.cookie())
                .body(new Departure(departure.location()));
    }

    @StepUp
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(CurrentUser user, @PathVariable UUID id) {
        identities.remove(user.userId(), id);
    }
}
