package app.parley.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stub was asked.
 *
 * @param mode how to behave: the model's name up to a colon
 * @param parameters what follows the colon, such as {@code tokens=500,interval=20}
 * @param said the last message of the person
 * @param everything all texts, in order
 */
record StubQuestion(
        StubShape shape,
        String mode,
        Map<String, Integer> parameters,
        boolean stream,
        String said,
        String everything,
        boolean hasStreamOptions,
        boolean hasLimit) {

    static StubQuestion of(StubShape shape, String path, String body) {
        var json = StubJson.object(body);
        var model = shape == StubShape.GEMINI ? modelIn(path) : String.valueOf(json.get("model"));
        var stream =
                switch (shape) {
                    case GEMINI -> path.contains("stream");
                    case OLLAMA -> !Boolean.FALSE.equals(json.get("stream"));
                    case OPENAI, ANTHROPIC -> Boolean.TRUE.equals(json.get("stream"));
                };
        var messages = json.get(shape == StubShape.GEMINI ? "contents" : "messages");
        var said = "";
        var everything = new StringBuilder();
        collect(json.getOrDefault("system", ""), everything);
        collect(
                json.getOrDefault("systemInstruction", json.getOrDefault("system_instruction", "")),
                everything);
        for (var message : messages instanceof List<?> list ? list : List.of()) {
            var text = new StringBuilder();
            collect(message, text);
            everything.append(text);
            if (message instanceof Map<?, ?> map && "user".equals(map.get("role"))) {
                said = text.toString().strip();
            }
        }
        var colon = model.indexOf(':');
        return new StubQuestion(
                shape,
                colon < 0 ? model : model.substring(0, colon),
                colon < 0 ? Map.of() : parameters(model.substring(colon + 1)),
                stream,
                said,
                everything.toString(),
                json.containsKey("stream_options"),
                json.containsKey("max_tokens"));
    }

    int parameter(String name, int otherwise) {
        return parameters.getOrDefault(name, otherwise);
    }

    private static String modelIn(String path) {
        var start = path.indexOf("/models/") + "/models/".length();
        var end = path.lastIndexOf(':');
        return path.substring(start, end < start ? path.length() : end);
    }

    private static Map<String, Integer> parameters(String text) {
        Map<String, Integer> parameters = new HashMap<>();
        for (var pair : text.split(",")) {
            var equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(equals + 1).matches("\\d{1,9}")) {
                parameters.put(
                        pair.substring(0, equals), Integer.parseInt(pair.substring(equals + 1)));
            }
        }
        return parameters;
    }

    /** All strings under "content", "parts" and "text", which is where every shape keeps them. */
    private static void collect(Object value, StringBuilder into) {
        switch (value) {
            case String text -> into.append(text).append('\n');
            case List<?> list -> list.forEach(item -> collect(item, into));
            case Map<?, ?> map -> {
                for (var key : List.of("content", "parts", "text")) {
                    if (map.containsKey(key)) {
                        collect(map.get(key), into);
                    }
                }
            }
            default -> {}
        }
    }
}
