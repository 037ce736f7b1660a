package app.parley.platform.db;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** JSON in columns. Unlike a request it may come from a newer version that was rolled back. */
public final class StoredJson {
    private StoredJson() {}

    /** The same mapper, which passes over fields that it does not know. */
    public static JsonMapper lenient(JsonMapper json) {
        return json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }
}
