package app.parley.account.oidc;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads what a provider says about somebody, whatever its types are. */
final class Claims {
    private static final int LONGEST = 500;

    private Claims() {}

    /** A text of a sensible length; null for everything else. */
    static @Nullable String text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text
                        && !text.isBlank()
                        && text.length() <= LONGEST
                ? text
                : null;
    }

    /** The address, where the provider says {@code email_verified: true}, and nothing like it. */
    static @Nullable String verifiedEmail(Map<String, Object> claims) {
        return Boolean.TRUE.equals(claims.get("email_verified")) ? text(claims, "email") : null;
    }

    static boolean has(Map<String, Object> claims, String path) {
        return !values(claims, path).isEmpty();
    }

    /**
     * What stands at a place.
     *
     * @param path a claim's name, which may have dots in it, or the way to one within others
     */
    static Set<String> values(Map<String, Object> claims, String path) {
        var found = new LinkedHashSet<String>();
        if (claims.containsKey(path)) {
            add(found, claims.get(path));
            return found;
        }
        for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
            if (claims.get(path.substring(0, dot)) instanceof Map<?, ?> inner) {
                @SuppressWarnings("unchecked") // JSON has no other keys
                var members = (Map<String, Object>) inner;
                found.addAll(values(members, path.substring(dot + 1)));
            }
        }
        return found;
    }

    private static void add(Set<String> found, @Nullable Object value) {
        switch (value) {
            case String text -> found.add(text);
            case Boolean truth -> found.add(truth.toString());
            case Number number -> found.add(number.toString());
            case List<?> list -> list.forEach(item -> add(found, item));
            case null, default -> {}
        }
    }
}
