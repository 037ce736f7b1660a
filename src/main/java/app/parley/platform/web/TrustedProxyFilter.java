package app.parley.platform.web;

import app.parley.platform.net.AddressRange;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Believes {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Prefix} where a
 * configured proxy sends them, and nowhere else.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class TrustedProxyFilter extends OncePerRequestFilter {
    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9a-fA-F:.]+]|[A-Za-z0-9._-]{1,253})(?::([0-9]{1,5}))?");

    private final List<AddressRange> trusted;

    TrustedProxyFilter(WebProperties settings) {
        trusted = settings.trusted();
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var believed = isTrusted(request.getRemoteAddr());
        if (believed) {
            BasePath.forward(request, request.getHeader("X-Forwarded-Prefix"));
        }
        chain.doFilter(believed ? new Forwarded(request, clientOf(request)) : request, response);
    }

    private boolean isTrusted(@Nullable String address) {
        return address != null && trusted.stream().anyMatch(range -> range.contains(address));
    }

    /**
     * The last address of the chain that no proxy of ours wrote about itself: the rest may be made
     * up.
     */
    private String clientOf(HttpServletRequest request) {
        var client = request.getRemoteAddr();
        var forwarded = request.getHeader("X-Forwarded-For");
        if (forwarded == null) {
            return client;
        }
        var chain = forwarded.split(",");
        for (int hop = chain.length - 1; hop >= 0 && isTrusted(client); hop--) {
            var address = chain[hop].strip();
            if (!isAddress(address)) {
                break;
            }
            client = address;
        }
        return client;
    }

    private static boolean isAddress(String text) {
        try {
            AddressRange.valueOf(text);
            return text.indexOf('/') < 0;
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    private static final class Forwarded extends HttpServletRequestWrapper {
        private final String client;
        private final String scheme;
        private final String host;
        private final int port;

        Forwarded(HttpServletRequest request, String client) {
            super(request);
            this.client = client;
            var proto = request.getHeader("X-Forwarded-Proto");
            scheme =
                    proto != null && proto.strip().toLowerCase(Locale.ROOT).matches("https?")
                            ? proto.strip().toLowerCase(Locale.ROOT)
                            : request.getScheme();
            var given = request.getHeader("X-Forwarded-Host");
            var matcher = HOST.matcher(given == null ? "" : given.strip());
            if (matcher.matches()) {
                host = matcher.group(1);
                port =
                        matcher.group(2) == null
                                ? standardPort(scheme)
                                : Integer.parseInt(matcher.group(2));
            } else {
                host = request.getServerName();
                port =
                        scheme.equals(request.getScheme())
                                ? request.getServerPort()
                                : standardPort(scheme);
            }
        }

        private static int standardPort(String scheme) {
            return scheme.equals("https") ? 443 : 80;
        }

        @Override
        public String getRemoteAddr() {
            return client;
        }

        @Override
        public String getRemoteHost() {
            return client;
        }

        @Override
        public String getScheme() {
            return scheme;
        }

        @Override
        public boolean isSecure() {
            return scheme.equals("https");
        }

        @Override
        public String getServerName() {
            return host;
        }

        @Override
        public int getServerPort() {
            return port;
        }

        @Override
        public StringBuffer getRequestURL() {
            var url = new StringBuffer(scheme).append("://").append(host);
            if (port != standardPort(scheme)) {
                url.append(':').append(port);
            }
            return url.append(getRequestURI());
        }
    }
}
