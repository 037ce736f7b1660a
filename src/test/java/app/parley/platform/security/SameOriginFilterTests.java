package app.parley.platform.security;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.web.TestProblems;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class SameOriginFilterTests {
    @ParameterizedTest
    @CsvSource({
        // the request's scheme, host and port, the public URL, the page's origin, allowed
        "http, localhost, 8080, , http://localhost:8080, true",
        "http, localhost, 8080, , http://LOCALHOST:8080, true",
        "http, localhost, 8080, , http://localhost, false",
        "http, localhost, 8080, , http://localhost:8081, false",
        "http, chat.example.org, 80, , http://chat.example.org, true",
        "http, chat.example.org, 80, , https://chat.example.org, true",
        "http, chat.example.org, 80, , http://chat.example.org:443, false",
        "https, chat.example.org, 443, , https://chat.example.org, true",
        "https, chat.example.org, 443, , http://chat.example.org, false",
        "https, chat.example.org, 8443, , https://chat.example.org:8443, true",
        "http, 10.0.0.7, 8080, https://chat.example.org/parley, https://chat.example.org, true",
        "http, 10.0.0.7, 8080, https://chat.example.org, http://chat.example.org, false",
        "http, 10.0.0.7, 8080, https://chat.example.org, https://chat.example.org.evil.test, false",
        "http, 10.0.0.7, 8080, https://chat.example.org, https://evil.chat.example.org, false",
        "http, [::1], 8080, , http://[::1]:8080, true",
        "http, localhost, 8080, , null, false",
        "http, localhost, 8080, , ftp://localhost:8080, false",
        "http, localhost, 8080, , http://localhost:8080@evil.test, false",
        "http, localhost, 8080, , http://user@localhost:8080, false"
    })
    void takesWritesFromTheAddressedOriginAndThePublicOne(
            String scheme,
            String host,
            int port,
            @Nullable String publicUrl,
            String origin,
            boolean allowed)
            throws Exception {
        var request = new MockHttpServletRequest("POST", "/api/v1/anything");
        request.setScheme(scheme);
        request.setSecure(scheme.equals("https"));
        request.setServerName(host);
        request.setServerPort(port);
        request.addHeader("Origin", origin);
        var response = new MockHttpServletResponse();
        var chain = new MockFilterChain();
        var parley =
                new ParleyProperties(
                        ParleyProperties.Env.DEVELOPMENT,
                        Path.of("nowhere"),
                        publicUrl == null ? null : URI.create(publicUrl),
                        "",
                        "");

        new SameOriginFilter(parley, TestProblems.create()).doFilter(request, response, chain);

        assertThat(chain.getRequest() != null).isEqualTo(allowed);
        assertThat(response.getStatus()).isEqualTo(allowed ? 200 : 403);
    }
}
