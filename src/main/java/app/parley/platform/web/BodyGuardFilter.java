package app.parley.platform.web;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops bodies that are too large before they are read, or while they are where their length is not
 * told, those that come so slowly that they would hold their place for ever, and text that no
 * database could keep.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class BodyGuardFilter extends OncePerRequestFilter {
    private final BodyLimits limits;
    private final Duration patience;
    private final Problems problems;

    BodyGuardFilter(BodyLimits limits, WebProperties settings, Problems problems) {
        this.limits = limits;
        this.patience = settings.requestPatience();
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limits.of(request);
        if (request.getContentLengthLong() > limit.bytes()) {
            problems.write(request, response, limit.exceeded());
            return;
        }
        var query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            problems.write(request, response, unstorable());
            return;
        }
        chain.doFilter(new GuardedRequest(request, limit, patience), response);
    }

    static ParleyException unstorable() {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                "The text holds what is no character: U+0000, half of a surrogate pair, or broken UTF-8.");
    }

    private static final class GuardedRequest extends HttpServletRequestWrapper {
        private final BodyLimit limit;
        private final Pace pace;

        GuardedRequest(HttpServletRequest request, BodyLimit limit, Duration patience) {
            super(request);
            this.limit = limit;
            this.pace = new Pace(patience, System::nanoTime);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var type = getContentType();
            var json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
            return new GuardedStream(
                    super.getInputStream(), limit, pace, json ? new JsonText() : null);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class GuardedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final BodyLimit limit;
        private final Pace pace;
        private final @Nullable JsonText text;
        private long read;

        GuardedStream(
                ServletInputStream body, BodyLimit limit, Pace pace, @Nullable JsonText text) {
            this.body = body;
            this.limit = limit;
            this.pace = pace;
            this.text = text;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count;
            pace.begin();
            try {
                count = body.read(buffer, offset, length);
            } catch (SocketTimeoutException silent) {
                throw Pace.tooSlow();
            }
            if (count > 0) {
                read += count;
                pace.check(read);
                if (read > limit.bytes()) {
                    throw limit.exceeded();
                }
                if (text != null && !text.accepts(buffer, offset, count)) {
                    throw unstorable();
                }
            }
            return count;
        }

        @Override
        public boolean isFinished() {
            return body.isFinished();
        }

        @Override
        public boolean isReady() {
            return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            body.setReadListener(listener);
        }
    }
}
