package app.parley.platform.signature;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signature can cover of a message, in its original form.
 *
 * @param target what a request was sent to; null for a response
 * @param status of a response; 0 for a request
 * @param fields the values of each field's lines, in order, by names in lower case
 */
public record HttpMessage(
        String method, @Nullable URI target, int status, Map<String, List<String>> fields) {
    public HttpMessage {
        var lower = new LinkedHashMap<String, List<String>>();
        fields.forEach(
                (name, lines) -> lower.put(name.toLowerCase(Locale.ROOT), List.copyOf(lines)));
        fields = lower;
    }

    /**
     * @param target the absolute address, not decoded
     * @throws InvalidSignatureException if it is no address
     */
    public static HttpMessage request(
            String method, String target, Map<String, List<String>> fields) {
        try {
            var uri = new URI(target);
            if (uri.getScheme() == null || uri.getRawAuthority() == null) {
                throw new InvalidSignatureException("The address of the request is not absolute.");
            }
            return new HttpMessage(method, uri, 0, fields);
        } catch (URISyntaxException malformed) {
            throw new InvalidSignatureException("The address of the request is not a valid one.");
        }
    }

    public static HttpMessage response(int status, Map<String, List<String>> fields) {
        return new HttpMessage("", null, status, fields);
    }

    /** The values of the field's lines; none where there is no such field. */
    public List<String> lines(String name) {
        return fields.getOrDefault(name, List.of());
    }
}
