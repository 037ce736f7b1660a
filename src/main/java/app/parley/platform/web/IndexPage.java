package app.parley.platform.web;

import app.parley.platform.config.ParleyProperties;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.util.DigestUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/**
 * The one HTML page, served for every address that the client's router knows. The build refers to
 * its files relative to the page; here they become absolute, since {@code /chats/1} is a page too.
 */
@Component
class IndexPage implements HttpRequestHandler {
    private static final Set<String> RESERVED =
            Set.of(
                    "api",
                    "v1",
                    "v3",
                    "docs",
                    "health",
                    "metrics",
                    "assets",
                    "actuator",
                    "error",
                    ".well-known");

    private final String page;
    private final String publicPath;

    @Autowired
    IndexPage(ParleyProperties parley) {
        this(parley, builtPage());
    }

    /**
     * @param page as the build made it
     */
    IndexPage(ParleyProperties parley, String page) {
        this.page = page;
        publicPath = parley.publicPath();
    }

    private static String builtPage() {
        var resource = new ClassPathResource("static/index.html");
        try {
            return resource.exists()
                    ? resource.getContentAsString(StandardCharsets.UTF_8)
                    : "<!doctype html><title>Parley</title><p>Parley was built without its front end.";
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read the front end's page", failed);
        }
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        var path = request.getRequestURI().substring(request.getContextPath().length());
        if (!isPage(path) && !path.equals("/index.html")) {
            throw new NoResourceFoundException(
                    HttpMethod.valueOf(request.getMethod()), request.getRequestURI(), path);
        }
        if (!Set.of("GET", "HEAD").contains(request.getMethod())) {
            throw new HttpRequestMethodNotSupportedException(
                    request.getMethod(), Set.of("GET", "HEAD"));
        }
        var html = pageAt(BasePath.of(request, publicPath)).getBytes(StandardCharsets.UTF_8);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-cache");
        if (new ServletWebRequest(request, response)
                .checkNotModified("\"" + DigestUtils.md5DigestAsHex(html) + "\"")) {
            return;
        }
        response.setContentType(MediaType.TEXT_HTML_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setContentLength(html.length);
        response.getOutputStream().write(html);
    }

    private String pageAt(String base) {
        return page.replace("=\"./", "=\"" + base + "/");
    }

    /** A page has no dot in its last part: a file that is missing must not look like one. */
    static boolean isPage(String path) {
        var parts = path.split("/+", -1);
        return (parts.length < 2 || !RESERVED.contains(parts[1]))
                && parts[parts.length - 1].indexOf('.') < 0
                && path.indexOf(';') < 0;
    }
}
