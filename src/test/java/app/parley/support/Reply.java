package app.parley.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the server answered. */
public record Reply(int status, HttpHeaders headers, String body) {
    private static final JsonMapper JSON = new JsonMapper();

    public JsonNode json() {
        return JSON.readTree(body);
    }

    public String text(String field) {
        return json().path(field).asString();
    }

    public List<String> cookies() {
        return headers.allValues("set-cookie");
    }

    public String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** Fails unless the request succeeded with this status. */
    public Reply expect(int expected) {
        assertThat(status).as(body).isEqualTo(expected);
        return this;
    }

    /** Fails unless the request was refused in this way, with problem details. */
    public Reply expectProblem(int expected, String code) {
        assertThat(status).as(body).isEqualTo(expected);
        assertThat(header("content-type")).startsWith("application/problem+json");
        var problem = json();
        assertThat(problem.path("code").asString()).as(body).isEqualTo(code);
        assertThat(problem.path("status").asInt()).isEqualTo(expected);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        return this;
    }
}
