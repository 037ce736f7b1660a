package app.parley.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An operation as the OpenAPI document describes it.
 *
 * @param parameters name and where it is: {@code path}, {@code query} or {@code header}
 * @param bodyType the media type of the body; empty for none
 * @param schema of the body, with all that it refers to put in its place
 */
record FuzzOperation(
        String method,
        String path,
        Map<String, String> parameters,
        String bodyType,
        Map<String, Object> schema) {
    private static final int DEEPEST = 6;

    /** Such as {@code GET /api/v1/me}. */
    String name() {
        return method + " " + path;
    }

    static List<FuzzOperation> of(Map<String, Object> document) {
        var operations = new ArrayList<FuzzOperation>();
        object(document.get("paths"))
                .forEach(
                        (path, methods) ->
                                object(methods)
                                        .forEach(
                                                (method, operation) ->
                                                        operations.add(
                                                                of(
                                                                        document,
                                                                        method,
                                                                        path,
                                                                        object(operation)))));
        return operations;
    }

    private static FuzzOperation of(
            Map<String, Object> document, String method, String path, Map<String, Object> told) {
        var parameters = new LinkedHashMap<String, String>();
        for (var parameter : list(told.get("parameters"))) {
            var one = object(parameter);
            parameters.put(String.valueOf(one.get("name")), String.valueOf(one.get("in")));
        }
        var content = object(object(told.get("requestBody")).get("content"));
        var type = content.keySet().stream().findFirst().orElse("");
        var schema = object(object(content.get(type)).get("schema"));
        return new FuzzOperation(
                method.toUpperCase(Locale.ROOT),
                path,
                parameters,
                type,
                whole(document, schema, 0));
    }

    /** The schema with what it refers to. */
    private static Map<String, Object> whole(
            Map<String, Object> document, Map<String, Object> schema, int depth) {
        var target = schema;
        if (schema.get("$ref") instanceof String name) {
            target =
                    object(
                            object(object(document.get("components")).get("schemas"))
                                    .get(name.substring(name.lastIndexOf('/') + 1)));
        }
        if (depth > DEEPEST) {
            return Map.of();
        }
        var copy = new LinkedHashMap<>(target);
        var properties = new LinkedHashMap<String, Object>();
        object(target.get("properties"))
                .forEach(
                        (name, one) ->
                                properties.put(name, whole(document, object(one), depth + 1)));
        copy.put("properties", properties);
        if (target.containsKey("items")) {
            copy.put("items", whole(document, object(target.get("items")), depth + 1));
        }
        return copy;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static List<?> list(Object value) {
        return value instanceof List<?> list ? list : List.of();
    }
}
