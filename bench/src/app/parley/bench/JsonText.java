package app.parley.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads one JSON string in place, for the hot path of a load client. */
final class JsonText {
    private JsonText() {}

    /** The bytes of the string that begins after its opening quote, unescaped, as UTF-8. */
    static byte[] unescape(byte[] json, int from, int length) {
        var end = from;
        var plain = true;
        while (end < length && json[end] != '"') {
            if (json[end] == '\\') {
                plain = false;
                end++;
            }
            end++;
        }
        if (plain) {
            return Arrays.copyOfRange(json, from, Math.min(end, length));
        }
        var source = new String(json, from, Math.min(end, length) - from, StandardCharsets.UTF_8);
        return String.valueOf(StubJson.object("{\"s\":\"" + source + "\"}").get("s"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
