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
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stops bodies that are too large before they are read, or while they are where their length is not
 * told, and text that no database could keep.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 30)
class BodyGuardFilter extends OncePerRequestFilter {
    /** What the headers of an upload's part may take beside its file. */
    private static final int AROUND_A_FILE = 16_384;

    private final WebProperties settings;
    private final Problems problems;

    BodyGuardFilter(WebProperties settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var limit = limit(request);
        if (request.getContentLengthLong() > limit.bytes()) {
            problems.write(request, response, limit.exceeded());
            return;
        }
        var query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            problems.write(request, response, unstorable());
            return;
        }
        chain.doFilter(new GuardedRequest(request, limit), response);
    }

    /** Nothing reads a multipart body but the routes that take files. */
    private Limit limit(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data")
                ? new Limit(
                        settings.uploadBytes() + AROUND_A_FILE,
                        "A file may have at most " + settings.uploadBytes() + " bytes.")
                : new Limit(
                        settings.bodyBytes(),
                        "A request may have at most " + settings.bodyBytes() + " bytes.");
    }

    private record Limit(long bytes, String sentence) {
        ParleyException exceeded() {
            return new ParleyException(ErrorCode.TOO_LARGE, sentence);
        }
    }

    static ParleyException unstorable() {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                "The text holds what is no character: U+0000, half of a surrogate pair, or broken UTF-8.");
    }

    private static final class GuardedRequest extends HttpServletRequestWrapper {
        private final Limit limit;

        GuardedRequest(HttpServletRequest request, Limit limit) {
            super(request);
            this.limit = limit;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            var type = getContentType();
            var json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
            return new GuardedStream(super.getInputStream(), limit, json ? new JsonText() : null);
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(
                    new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }

    private static final class GuardedStream extends ServletInputStream {
        private final ServletInputStream body;
        private final Limit limit;
        private final @Nullable JsonText text;
        private long read;

        GuardedStream(ServletInputStream body, Limit limit, @Nullable JsonText text) {
            this.body = body;
            this.limit = limit;
            this.text = text;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = body.read(buffer, offset, length);
            if (count > 0) {
                read += count;
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
