package app.parley.platform.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StoredJsonTests {
    private final JsonMapper json = StoredJson.lenient(new JsonMapper());

    private record Stored(String name, boolean cutShort, int count) {}

    @Test
    void readsWhatAnOlderVersionWroteAndANewerOne() {
        assertThat(json.readValue("{\"name\":\"a\"}", Stored.class))
                .isEqualTo(new Stored("a", false, 0));
        assertThat(json.readValue("{\"name\":\"a\",\"more\":[1]}", Stored.class))
                .isEqualTo(new Stored("a", false, 0));
    }
}
