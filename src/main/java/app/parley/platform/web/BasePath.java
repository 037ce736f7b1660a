package app.parley.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The path under which the browser sees Parley: empty, or such as {@code /parley}. */
final class BasePath {
    private static final String ATTRIBUTE = BasePath.class.getName();
    // Goes into HTML and headers as it is: nothing that means something there.
    private static final Pattern SAFE = Pattern.compile("(/[A-Za-z0-9._~-]{1,64}){0,8}");

    private BasePath() {}

    /** Remembers what a trusted proxy took off the path. */
    static void forward(HttpServletRequest request, @Nullable String prefix) {
        if (prefix != null) {
            request.setAttribute(ATTRIBUTE, clean(prefix.strip()));
        }
    }

    /**
     * @param configured the path of the public address, which counts where no proxy tells
     */
    static String of(HttpServletRequest request, String configured) {
        if (request.getAttribute(ATTRIBUTE) instanceof String prefix) {
            return prefix + request.getContextPath();
        }
        return configured.isEmpty() ? request.getContextPath() : configured;
    }

    /** Without the slash at the end; empty for what is not a harmless path. */
    static String clean(@Nullable String path) {
        var bare = path == null ? "" : path.replaceAll("/+$", "");
        return SAFE.matcher(bare).matches() ? bare : "";
    }
}
