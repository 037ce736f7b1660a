package app.parley.account.oidc;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where in this application people go on after a sign-in; never anywhere else. */
final class ReturnPath {
    private static final int LONGEST = 1_000;
    private static final Pattern PATH =
            Pattern.compile(
                    "(/[A-Za-z0-9._~!$&'()*+,;=:@%-]+)*/?(\\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?");

    private ReturnPath() {}

    /** The path, or the first page where it is none of ours. */
    static String checked(@Nullable String wish) {
        return wish != null
                        && !wish.isEmpty()
                        && wish.startsWith("/")
                        && wish.length() <= LONGEST
                        && PATH.matcher(wish).matches()
                        && !wish.startsWith("/api/")
                        && !wish.contains("/../")
                        && !wish.contains("/./")
                ? wish
                : "/";
    }
}
