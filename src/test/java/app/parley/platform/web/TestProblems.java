package app.parley.platform.web;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Problem details for filters that are tested alone. */
public final class TestProblems {
    private TestProblems() {}

    public static Problems create() {
        return new Problems(new JsonMapper(), List.of());
    }
}
