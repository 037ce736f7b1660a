package app.parley.bench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes requests of operations: some as they are meant to be, most with something wrong. */
final class FuzzRequests {
    private static final Pattern VARIABLE = Pattern.compile("([^/]*)/\\{([^}]+)}");

    /** Written into JSON as they are. */
    private static final List<String> JSON =
            List.of(
                    "null",
                    "true",
                    "0",
                    "-1",
                    "1e308",
                    "1e-400",
                    "9223372036854775808",
                    "-9223372036854775809",
                    "0.1",
                    "NaN",
                    "[]",
                    "{}",
                    "[null]",
                    "[[[[]]]]",
                    "{\"a\":{\"b\":[1]}}",
                    "\"\"",
                    "\" \"",
                    "\"\\u0000\"",
                    "\"\\ud800\"",
                    "\"\\udfff\\ud83d\"",
                    "\"\u202e\ufeff\u200b\"",
                    "\"' or '1'='1' --\"",
                    "\"%00%0d%0a\\r\\nX: y\"",
                    "\"../../../../etc/passwd\"",
                    "\"${jndi:ldap://127.0.0.1/a}{{7*7}}#{7*7}\"",
                    "\"<script>alert(1)</script>\"",
                    "\"javascript:alert(1)\"",
                    "\"http://127.0.0.1:9/\"",
                    "\"2026-02-30T25:61:61Z\"",
                    "\"-1000000000-01-01T00:00:00Z\"",
                    "\"PT-1S\"",
                    "\"parley/guide\"",
                    "\"openai/echo\"",
                    "\"none\"",
                    "\"read\"");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    " ",
                    "0",
                    "-1",
                    "1",
                    "201",
                    "99999999999999999999",
                    "null",
                    "undefined",
                    "NaN",
                    "true",
                    "a",
                    ".",
                    "..",
                    "../..",
                    "%",
                    "%2e%2e%2f",
                    "\u0000",
                    "\r\nX: y",
                    "' or 1=1 --",
                    "\"",
                    "{}",
                    "[]",
                    "\ud83d\ude42",
                    "\u202e",
                    "*",
                    "%%%",
                    "__",
                    "eyJhIjoxfQ",
                    "AAAA",
                    "00000000-0000-0000-0000-000000000000",
                    "{00000000-0000-7000-8000-000000000000}",
                    "00000000-0000-7000-8000-68616E646264");

    private final Random random;
    private final FuzzIds ids;

    FuzzRequests(long seed, FuzzIds ids) {
        this.random = new Random(seed);
        this.ids = ids;
    }

    FuzzRequest next(FuzzOperation operation) {
        int wrong = random.nextInt(10);
        var told = new ArrayList<String>();
        var path = path(operation, wrong == 0, told) + query(operation, wrong == 1, told);
        var headers = headers(operation, wrong == 2, told);
        var body = body(operation, wrong, headers, told);
        return new FuzzRequest(operation, path, headers, body, String.join(", ", told));
    }

    private String path(FuzzOperation operation, boolean wrong, List<String> told) {
        return VARIABLE.matcher(operation.path())
                .replaceAll(
                        found -> {
                            var kind = found.group(1);
                            var known = ids.any(kind, random);
                            String value;
                            if (wrong) {
                                told.add("path");
                                value = encoded(text());
                            } else if (known.isEmpty() || random.nextInt(5) == 0) {
                                value = UUID.randomUUID().toString();
                            } else {
                                value = known;
                            }
                            return kind + "/" + (value.isEmpty() ? "%20" : value);
                        });
    }

    private String query(FuzzOperation operation, boolean wrong, List<String> told) {
        var query = new StringBuilder();
        operation
                .parameters()
                .forEach(
                        (name, place) -> {
                            if (place.equals("query") && (wrong || random.nextInt(3) == 0)) {
                                told.add(name);
                                query.append(query.isEmpty() ? '?' : '&').append(encoded(name));
                                query.append('=').append(encoded(text()));
                                if (random.nextInt(8) == 0) {
                                    query.append('&').append(encoded(name)).append("=again");
                                }
                            }
                        });
        if (wrong && random.nextInt(3) == 0) {
            query.append(query.isEmpty() ? '?' : '&').append("unknown=").append(encoded(text()));
        }
        return query.toString();
    }

    private Map<String, String> headers(FuzzOperation operation, boolean wrong, List<String> told) {
        var headers = new HashMap<String, String>();
        if (random.nextInt(10) > 0) {
            headers.put("Idempotency-Key", UUID.randomUUID().toString());
        }
        if (!operation.bodyType().isEmpty()) {
            headers.put("Content-Type", operation.bodyType());
        }
        if (wrong) {
            var name =
                    List.of(
                                    "Idempotency-Key",
                                    "Last-Event-ID",
                                    "Accept",
                                    "Accept-Language",
                                    "Accept-Encoding",
                                    "Content-Type",
                                    "Content-Encoding",
                                    "Range",
                                    "If-None-Match",
                                    "If-Modified-Since",
                                    "Origin",
                                    "Sec-Fetch-Site",
                                    "X-Forwarded-For",
                                    "X-HTTP-Method-Override",
                                    "Cookie",
                                    "X-Request-Id",
                                    "User-Agent")
                            .get(random.nextInt(17));
            told.add(name);
            var values =
                    List.of(
                            "x".repeat(5_000),
                            "application/xml",
                            "application/json;charset=utf-16",
                            "text/event-stream",
                            "multipart/form-data",
                            "multipart/form-data; boundary=" + "b".repeat(3_000),
                            "gzip",
                            "bytes=-1",
                            "https://evil.test",
                            "cross-site",
                            "*/*;q=x",
                            "parley-refresh=;;=; =\"",
                            "-1",
                            ",");
            headers.put(
                    name,
                    random.nextInt(3) == 0
                            ? printable(text())
                            : values.get(random.nextInt(values.size())));
        }
        return headers;
    }

    private byte[] body(
            FuzzOperation operation, int wrong, Map<String, String> headers, List<String> told) {
        if (operation.bodyType().startsWith("multipart")) {
            return file(wrong == 3, headers, told);
        }
        if (operation.bodyType().isEmpty()) {
            return new byte[0];
        }
        if (wrong == 3) {
            told.add("whole body");
            return wholly();
        }
        var fields = new LinkedHashMap<String, String>();
        FuzzOperation.object(operation.schema().get("properties"))
                .forEach(
                        (name, schema) -> {
                            if (random.nextInt(4) > 0) {
                                fields.put(name, good(FuzzOperation.object(schema), name));
                            }
                        });
        if (wrong >= 4 && !fields.isEmpty()) {
            var names = List.copyOf(fields.keySet());
            var name = names.get(random.nextInt(names.size()));
            told.add(name);
            fields.put(name, bad());
        }
        if (wrong == 9) {
            told.add("unknown field");
            fields.put(
                    List.of("id", "ownerId", "role", "__proto__", "class", "createdAt")
                            .get(random.nextInt(6)),
                    bad());
        }
        var text = new StringBuilder("{");
        fields.forEach(
                (name, value) ->
                        text.append(text.length() > 1 ? "," : "")
                                .append(StubJson.quoted(name))
                                .append(':')
                                .append(value));
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** A value as the schema has it. */
    private String good(Map<String, Object> schema, String name) {
        var choices = FuzzOperation.list(schema.get("enum"));
        if (!choices.isEmpty()) {
            return StubJson.quoted(String.valueOf(choices.get(random.nextInt(choices.size()))));
        }
        // What it can mean, that nobody gets in any more, would end the round.
        if (name.equals("secondFactorRoles")) {
            return "[]";
        }
        var type = schema.get("type");
        var kind =
                type instanceof List<?> types
                        ? String.valueOf(types.get(random.nextInt(types.size())))
                        : String.valueOf(type);
        return switch (kind) {
            case "integer" -> String.valueOf(random.nextInt(300));
            case "number" -> String.valueOf(random.nextDouble());
            case "boolean" -> String.valueOf(random.nextBoolean());
            case "array" -> "[" + good(FuzzOperation.object(schema.get("items")), name) + "]";
            case "object" -> "{}";
            case "string" -> StubJson.quoted(word(schema, name));
            default -> "null";
        };
    }

    private String word(Map<String, Object> schema, String name) {
        var format = String.valueOf(schema.get("format"));
        if (format.equals("uuid") || name.endsWith("Id")) {
            var known = ids.any(random);
            return known.isEmpty() || random.nextInt(4) == 0 ? UUID.randomUUID().toString() : known;
        }
        return switch (name) {
            case "model" -> List.of("openai/echo", "parley/guide").get(random.nextInt(2));
            case "url", "baseUrl", "issuer" -> "http://127.0.0.1:9/" + random.nextInt(50);
            case "username" -> "fuzz" + random.nextInt(1_000);
            case "email" -> "fuzz" + random.nextInt(1_000) + "@example.org";
            case "password" -> "a pass phrase of the fuzz " + random.nextInt(10);
            default -> "word " + random.nextInt(1_000);
        };
    }

    private String bad() {
        return switch (random.nextInt(12)) {
            case 0 -> StubJson.quoted("x".repeat(1 + random.nextInt(30_000)));
            case 1 -> "[".repeat(40) + "]".repeat(40);
            case 2 -> "[" + "\"a\",".repeat(500) + "\"a\"]";
            case 3 -> StubJson.quoted(ids.any(random));
            default -> JSON.get(random.nextInt(JSON.size()));
        };
    }

    private byte[] wholly() {
        return switch (random.nextInt(12)) {
            case 0 -> new byte[0];
            case 1 -> "null".getBytes(StandardCharsets.US_ASCII);
            case 2 -> "[]".getBytes(StandardCharsets.US_ASCII);
            case 3 -> "\"text\"".getBytes(StandardCharsets.US_ASCII);
            case 4 -> "{\"a\":".getBytes(StandardCharsets.US_ASCII);
            case 5 -> new byte[] {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};
            case 6 -> "{\"name\":\"a\",\"name\":\"b\"}".getBytes(StandardCharsets.US_ASCII);
            case 7 -> ("[".repeat(5_000) + "]".repeat(5_000)).getBytes(StandardCharsets.US_ASCII);
            case 8 -> "{}{}".getBytes(StandardCharsets.US_ASCII);
            case 9 -> "a=b&c=d".getBytes(StandardCharsets.US_ASCII);
            case 10 -> "{\"text\":\"a\"}".getBytes(StandardCharsets.UTF_16);
            default -> {
                var noise = new byte[random.nextInt(2_000)];
                random.nextBytes(noise);
                yield noise;
            }
        };
    }

    private byte[] file(boolean wrong, Map<String, String> headers, List<String> told) {
        headers.put("Content-Type", "multipart/form-data; boundary=b");
        if (wrong) {
            told.add("whole body");
            return wholly();
        }
        var name = printable(text()).replace("\"", "");
        told.add("file name");
        return ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\n"
                                .formatted(name.isEmpty() ? "a.txt" : name)
                        + "content "
                        + random.nextInt(100_000)
                        + "\r\n--b--\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> "x".repeat(1 + random.nextInt(3_000));
            case 1 -> ids.any(random);
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?").strip();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
