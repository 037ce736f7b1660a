package app.parley.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;

/** How much the body of each route may be; all routes that are not as the others are named here. */
@Component
class BodyLimits {
    /** What the headers of an upload's part may take beside its file. */
    private static final int AROUND_A_FILE = 16_384;

    /** A name, a password, a report: what anybody may send who is not signed in. */
    private static final int SMALL = 16_384;

    private static final List<RequestMatcher> SMALL_ROUTES =
            List.of(post("/api/v1/auth/**"), post(SecurityHeadersFilter.REPORT_PATH));
    private static final List<RequestMatcher> FILE_ROUTES =
            List.of(post("/api/v1/collections/{id}/documents"), post("/api/v1/attachments"));

    private final BodyLimit usual;
    private final BodyLimit small;
    private final BodyLimit file;

    BodyLimits(WebProperties settings) {
        usual =
                new BodyLimit(
                        settings.bodyBytes(),
                        "A request may have at most " + settings.bodyBytes() + " bytes.");
        small = new BodyLimit(SMALL, "This request may have at most " + SMALL + " bytes.");
        file =
                new BodyLimit(
                        settings.uploadBytes() + AROUND_A_FILE,
                        "A file may have at most " + settings.uploadBytes() + " bytes.");
    }

    BodyLimit of(HttpServletRequest request) {
        if (isOneOf(SMALL_ROUTES, request)) {
            return small;
        }
        var type = request.getContentType();
        boolean multipart =
                type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
        return multipart && isOneOf(FILE_ROUTES, request) ? file : usual;
    }

    private static boolean isOneOf(List<RequestMatcher> routes, HttpServletRequest request) {
        return routes.stream().anyMatch(route -> route.matches(request));
    }

    private static RequestMatcher post(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, path);
    }
}
