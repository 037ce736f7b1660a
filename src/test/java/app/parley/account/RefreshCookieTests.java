package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.secret.TestSecretKeys;
import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class RefreshCookieTests {
    private static final Sessions.Grant GRANT =
            new Sessions.Grant(
                    new UUID(0, 1),
                    new UUID(0, 2),
                    RefreshToken.first(
                            new UUID(0, 1),
                            TestSecretKeys.of("a secret key for this one test alone")
                                    .derive("refresh-token", "HmacSHA256")),
                    Duration.ofDays(30));

    @Test
    void isAHostCookieOverHttps() {
        var request = new MockHttpServletRequest();
        request.setSecure(true);

        assertHostCookie(cookie(null).set(request, GRANT));
    }

    @Test
    void isAHostCookieBehindTheHttpsProxyThatThePublicUrlNames() {
        var request = new MockHttpServletRequest();
        request.setServerName("chat.example.org");

        assertHostCookie(cookie("https://chat.example.org/parley").set(request, GRANT));
    }

    @Test
    void isPlainForWhoComesPastTheProxy() {
        var request = new MockHttpServletRequest();
        request.setServerName("127.0.0.1");

        var text = cookie("https://chat.example.org").set(request, GRANT);

        assertThat(text).startsWith("parley-refresh=").doesNotContain("Secure");
    }

    @Test
    void readsTheNameOfTheSchemeAlone() {
        var request = new MockHttpServletRequest();
        request.setCookies(
                new Cookie("parley-refresh", "plain"),
                new Cookie("__Host-parley-refresh", "secure"));

        assertThat(cookie(null).read(request)).contains("plain");
        request.setSecure(true);
        assertThat(cookie(null).read(request)).contains("secure");
        request.setCookies(new Cookie("parley-refresh", "planted by a neighbour over http"));
        assertThat(cookie(null).read(request)).isEmpty();
    }

    private static void assertHostCookie(String text) {
        assertThat(text).startsWith("__Host-parley-refresh=" + GRANT.token().text());
        assertThat(text.split("; "))
                .contains("Path=/", "Secure", "HttpOnly", "SameSite=Strict", "Max-Age=2592000")
                .noneMatch(part -> part.startsWith("Domain="));
    }

    private static RefreshCookie cookie(@Nullable String publicUrl) {
        return new RefreshCookie(
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT,
                        Path.of("nowhere"),
                        publicUrl == null ? null : URI.create(publicUrl),
                        "",
                        ""));
    }
}
