package app.parley.platform.db;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON in columns. Unlike a request it may come from an older version, or from a newer one. */
public final class StoredJson {
    private StoredJson() {}

    /** The same mapper, which passes over fields that it does not know, or that are not there. */
    public static JsonMapper lenient(JsonMapper json) {
        return json.rebuild()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .build();
    }
}
