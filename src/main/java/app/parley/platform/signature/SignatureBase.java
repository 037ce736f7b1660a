package app.parley.platform.signature;

import app.parley.platform.signature.StructuredField.Bare;
import app.parley.platform.signature.StructuredField.InnerList;
import app.parley.platform.signature.StructuredField.Item;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text that is signed (RFC 9421, section 2.5). */
final class SignatureBase {
    /** The parameters of components (section 2.1) that are understood; the rest is refused. */
    private static final Set<String> UNDERSTOOD = Set.of("bs", "key", "name");

    private final HttpMessage message;

    private SignatureBase(HttpMessage message) {
        this.message = message;
    }

    /**
     * @param input the covered components with the signature's parameters
     * @throws InvalidSignatureException if the message has not what is covered
     */
    static byte[] of(HttpMessage message, InnerList input) {
        var values = new SignatureBase(message);
        var seen = new HashSet<String>();
        var text = new StringBuilder();
        for (var component : input.items()) {
            var id = component.text();
            if (!seen.add(id)) {
                throw new InvalidSignatureException("The component " + id + " is covered twice.");
            }
            text.append(id).append(": ").append(values.of(component)).append('\n');
        }
        text.append("\"@signature-params\": ").append(input.text());
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private String of(Item component) {
        if (!(component.value() instanceof Bare.Str(String name))) {
            throw new InvalidSignatureException("A component's name is a string in quotes.");
        }
        for (var parameter : component.parameters().keySet()) {
            if (!UNDERSTOOD.contains(parameter)) {
                throw new InvalidSignatureException(
                        "The component parameter ;" + parameter + " is not understood here.");
            }
        }
        var value = name.startsWith("@") ? derived(name, component) : field(name, component);
        if (!value.chars().allMatch(c -> c >= ' ' && c <= '~' || c == '\t')) {
            throw new InvalidSignatureException(
                    "The component " + component.text() + " holds more than printable ASCII.");
        }
        return value;
    }

    private String field(String name, Item component) {
        var lines = message.lines(name);
        if (lines.isEmpty() || !name.equals(name.toLowerCase(Locale.ROOT))) {
            throw missing(component);
        }
        var key = component.parameters().get("key");
        if (key instanceof Bare.Str(String member)) {
            var found = StructuredFieldParser.dictionary(name, lines).get(member);
            if (found == null) {
                throw missing(component);
            }
            return found.text();
        }
        if (component.parameters().containsKey("bs")) {
            return joined(
                    lines.stream()
                            .map(line -> line.strip().getBytes(StandardCharsets.ISO_8859_1))
                            .map(line -> ':' + Base64.getEncoder().encodeToString(line) + ':'));
        }
        // Folded lines (obs-fold) are one line with a blank.
        return joined(
                lines.stream().map(line -> line.strip().replaceAll("[ \\t]*\\r?\\n[ \\t]+", " ")));
    }

    private static String joined(Stream<String> lines) {
        return lines.collect(Collectors.joining(", "));
    }

    private String derived(String name, Item component) {
        if (name.equals("@status")) {
            if (message.status() == 0) {
                throw missing(component);
            }
            return Integer.toString(message.status());
        }
        var target = message.target();
        if (target == null) {
            throw missing(component);
        }
        return switch (name) {
            case "@method" -> message.method();
            case "@target-uri" -> target.toString();
            case "@authority" -> authority(target);
            case "@scheme" -> target.getScheme().toLowerCase(Locale.ROOT);
            case "@request-target" ->
                    path(target) + (target.getRawQuery() == null ? "" : query(target));
            case "@path" -> path(target);
            case "@query" -> query(target);
            case "@query-param" -> queryParameter(target, component);
            default -> throw missing(component);
        };
    }

    private static String authority(URI target) {
        var authority = target.getRawAuthority().toLowerCase(Locale.ROOT);
        var standardPort = "https".equalsIgnoreCase(target.getScheme()) ? ":443" : ":80";
        return authority.endsWith(standardPort)
                ? authority.substring(0, authority.length() - standardPort.length())
                : authority;
    }

    private static String path(URI target) {
        return target.getRawPath().isEmpty() ? "/" : target.getRawPath();
    }

    private static String query(URI target) {
        return "?" + (target.getRawQuery() == null ? "" : target.getRawQuery());
    }

    /** Of parameters that occur twice it is not clear which is meant (section 2.2.8). */
    private static String queryParameter(URI target, Item component) {
        if (!(component.parameters().get("name") instanceof Bare.Str(String name))
                || target.getRawQuery() == null) {
            throw missing(component);
        }
        var values =
                Stream.of(target.getRawQuery().split("&"))
                        .map(pair -> pair.split("=", 2))
                        .filter(pair -> decoded(pair[0]).equals(decoded(name)))
                        .map(pair -> pair.length == 1 ? "" : encoded(decoded(pair[1])))
                        .toList();
        if (values.size() != 1) {
            throw missing(component);
        }
        return values.getFirst();
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new InvalidSignatureException("The query is not encoded as it should be.");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static InvalidSignatureException missing(Item component) {
        return new InvalidSignatureException(
                "The signature covers " + component.text() + ", which the message does not have.");
    }

    /** The names of plain components, as they are covered without parameters. */
    static List<Item> plain(List<String> names) {
        return names.stream().map(name -> new Item(new Bare.Str(name), Map.of())).toList();
    }
}
