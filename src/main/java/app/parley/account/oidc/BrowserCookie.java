package app.parley.account.oidc;

import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/**
 * Tells the browser that begins a sign-in with a provider from every other. Sent along when the
 * provider sends the browser back, which is why it is not as strict as the one of the session; it
 * opens nothing by itself.
 */
@Component
class BrowserCookie {
    private static final String SECURE_NAME = "__Host-parley-oidc";
    private static final String PLAIN_NAME = "parley-oidc";
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9_-]{43}");

    private final PublicAddress address;
    private final SecureRandom random = new SecureRandom();

    BrowserCookie(PublicAddress address) {
        this.address = address;
    }

    Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        var name = name(request);
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .filter(value -> VALUE.matcher(value).matches())
                        .findFirst();
    }

    /** The one that the browser has, so that two tabs can be on their way; else a new one. */
    String valueFor(HttpServletRequest request) {
        return read(request).orElseGet(this::fresh);
    }

    String set(HttpServletRequest request, String value, Duration lifetime) {
        return ResponseCookie.from(name(request), value)
                .secure(address.isHttps(request))
                .httpOnly(true)
                .path("/")
                .sameSite("Lax")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    private String name(HttpServletRequest request) {
        return address.isHttps(request) ? SECURE_NAME : PLAIN_NAME;
    }

    private String fresh() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
