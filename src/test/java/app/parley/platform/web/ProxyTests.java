package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.config.ParleyProperties;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Parley behind a proxy, at the root of a host or under a path. */
class ProxyTests {
    private static final String PROXY = "10.1.2.3";

    private final MockHttpServletRequest request = new MockHttpServletRequest("GET", "/login");
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    @Test
    void believesATrustedProxy() throws Exception {
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Host", "chat.example.org");
        var seen = through(PROXY);
        assertThat(seen.getRemoteAddr()).isEqualTo("203.0.113.9");
        assertThat(seen.isSecure()).isTrue();
        assertThat(seen.getServerName()).isEqualTo("chat.example.org");
        assertThat(seen.getServerPort()).isEqualTo(443);
        assertThat(seen.getRequestURL()).hasToString("https://chat.example.org/login");
    }

    @Test
    void believesNobodyElse() throws Exception {
        request.addHeader("X-Forwarded-For", "203.0.113.9");
        request.addHeader("X-Forwarded-Proto", "https");
        request.addHeader("X-Forwarded-Prefix", "/evil");
        var seen = through("198.51.100.7");
        assertThat(seen.getRemoteAddr()).isEqualTo("198.51.100.7");
        assertThat(seen.isSecure()).isFalse();
        assertThat(BasePath.of(seen, "")).isEmpty();
    }

    @Test
    void takesTheLastAddressThatAProxyOfOursSaw() throws Exception {
        request.addHeader("X-Forwarded-For", "1.1.1.1, 203.0.113.9, 10.9.9.9");
        assertThat(through(PROXY).getRemoteAddr()).isEqualTo("203.0.113.9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not an address", "evil.example", "", ",", "203.0.113.9/8"})
    void keepsTheProxysAddressWhenItsHeaderIsNone(String header) throws Exception {
        request.addHeader("X-Forwarded-For", header);
        assertThat(through(PROXY).getRemoteAddr()).isEqualTo(PROXY);
    }

    @Test
    void servesThePageUnderThePrefixThatTheProxyTookOff() throws Exception {
        request.addHeader("X-Forwarded-Prefix", "/parley/");
        page("").handleRequest(through(PROXY), response);
        assertThat(response.getContentAsString()).contains("\"/parley/").doesNotContain("\"./");
    }

    @Test
    void servesThePageUnderThePathOfThePublicAddress() throws Exception {
        page("https://example.org/parley").handleRequest(through("198.51.100.7"), response);
        assertThat(response.getContentAsString()).contains("\"/parley/").doesNotContain("\"./");
    }

    @Test
    void servesThePageUnderItsOwnPath() throws Exception {
        request.setContextPath("/chat");
        request.setRequestURI("/chat/login");
        page("").handleRequest(through("198.51.100.7"), response);
        assertThat(response.getContentAsString()).contains("\"/chat/").doesNotContain("\"./");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/\"><script>", "parley", "//evil.example", "/a b", "/%2e"})
    void takesNoPrefixThatMeansSomethingElse(String prefix) throws Exception {
        request.addHeader("X-Forwarded-Prefix", prefix);
        assertThat(BasePath.of(through(PROXY), "")).isEmpty();
    }

    @Test
    void tellsBrowsersToStayWithHttps() throws Exception {
        request.addHeader("X-Forwarded-Proto", "https");
        new SecurityHeadersFilter(parley(""))
                .doFilter(through(PROXY), response, new MockFilterChain());
        assertThat(response.getHeader("Strict-Transport-Security")).contains("max-age=31536000");
    }

    private HttpServletRequest through(String sender) throws Exception {
        request.setRemoteAddr(sender);
        var chain = new MockFilterChain();
        new TrustedProxyFilter(
                        new WebProperties(
                                1_048_576,
                                52_428_800,
                                Duration.ofSeconds(30),
                                List.of("10.0.0.0/8"),
                                null))
                .doFilter(request, new MockHttpServletResponse(), chain);
        return (HttpServletRequest) chain.getRequest();
    }

    private static IndexPage page(String publicUrl) {
        return new IndexPage(
                parley(publicUrl),
                "<script src=\"./theme-init.js\"></script><link href=\"./assets/a.css\">");
    }

    private static ParleyProperties parley(@Nullable String publicUrl) {
        return new ParleyProperties(
                ParleyProperties.Env.DEVELOPMENT,
                Path.of("data"),
                publicUrl == null || publicUrl.isEmpty() ? null : URI.create(publicUrl),
                "",
                "");
    }
}
