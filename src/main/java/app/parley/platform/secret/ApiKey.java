package app.parley.platform.secret;

/** The keys of other services, as people enter them. */
public final class ApiKey {
    private static final int LONGEST = 4096;

    /** A shorter key would not stay secret without its end. */
    private static final int LONG_ENOUGH = 12;

    private ApiKey() {}

    /** Whether it can be a key, and be sent in a header. */
    public static boolean isOne(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST
                && text.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** The key's end, to tell it from others. */
    public static String hint(String key) {
        return key.length() < LONG_ENOUGH ? "…" : "…" + key.substring(key.length() - 4);
    }
}
