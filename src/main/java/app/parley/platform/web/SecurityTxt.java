package app.parley.platform.web;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells whoever finds a weakness whom to tell (RFC 9116), where whoever runs this has said whom.
 */
@RestController
@Hidden
class SecurityTxt {
    private static final String PATH = "/.well-known/security.txt";

    /** Under a year, as the RFC recommends: what is cached for long may name somebody who left. */
    private static final Duration VALID = Duration.ofDays(180);

    private final @Nullable URI contact;
    private final @Nullable URI publicUrl;
    private final Clock clock;

    SecurityTxt(WebProperties settings, ParleyProperties parley, Clock clock) {
        contact = settings.securityContact();
        publicUrl = parley.publicUrl();
        this.clock = clock;
    }

    @GetMapping(PATH)
    ResponseEntity<String> file() {
        if (contact == null) {
            throw new ParleyException(ErrorCode.NOT_FOUND, "There is nothing here.");
        }
        var expires = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(VALID);
        var file = "Contact: " + contact + "\nExpires: " + expires + "\n";
        // Only a root of one's own can be named: the file has its place there and nowhere else.
        if (publicUrl != null && Objects.requireNonNullElse(publicUrl.getPath(), "").length() < 2) {
            file += "Canonical: " + publicUrl.resolve(PATH) + "\n";
        }
        return ResponseEntity.ok()
                .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
                .body(file);
    }
}
