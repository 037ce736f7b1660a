package app.parley.account;

import app.parley.platform.config.ParleyProperties;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;

/** The one cookie. Scripts cannot read it, other sites cannot make a browser send it. */
@Component
class RefreshCookie {
    private static final String SECURE_NAME = "__Host-parley-refresh";
    private static final String PLAIN_NAME = "parley-refresh";

    private final ParleyProperties parley;

    RefreshCookie(ParleyProperties parley) {
        this.parley = parley;
    }

    String set(HttpServletRequest request, Sessions.Grant grant) {
        return cookie(request, grant.token().text(), grant.lifetime());
    }

    String clear(HttpServletRequest request) {
        return cookie(request, "", Duration.ZERO);
    }

    Optional<String> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        var name = isSecure(request) ? SECURE_NAME : PLAIN_NAME;
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    private String cookie(HttpServletRequest request, String value, Duration lifetime) {
        boolean secure = isSecure(request);
        return ResponseCookie.from(secure ? SECURE_NAME : PLAIN_NAME, value)
                .secure(secure)
                .httpOnly(true)
                .path("/")
                .sameSite("Strict")
                .maxAge(lifetime)
                .build()
                .toString();
    }

    /** Whether the browser speaks https, to us or to the proxy that the public URL names. */
    private boolean isSecure(HttpServletRequest request) {
        if (request.isSecure()) {
            return true;
        }
        var publicUrl = parley.publicUrl();
        return publicUrl != null
                && "https".equalsIgnoreCase(publicUrl.getScheme())
                && request.getServerName().equalsIgnoreCase(publicUrl.getHost());
    }
}
