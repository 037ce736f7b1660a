package app.parley.tool.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TavilyEngineTests extends SearchEngineContract {
    @Override
    protected SearchEngine engine(EngineHttp http) {
        return new TavilyEngine(http, JSON);
    }

    @Override
    protected String answer(String results) {
        return "{\"query\": \"q\", \"answer\": null, \"images\": [], \"results\": [%s], \"response_time\": 1.2}"
                .formatted(results);
    }

    @Override
    protected String result(String title, String url, String excerpt) {
        return "{\"title\": \"%s\", \"url\": \"%s\", \"content\": \"%s\", \"score\": 0.8, \"raw_content\": null}"
                .formatted(title, url, excerpt);
    }

    @Override
    protected void refuseKey() {
        stub.answers(
                401,
                "application/json",
                "{\"detail\": {\"error\": \"Unauthorized: missing or invalid API key.\"}}");
    }

    @Test
    void itIsToldWhichDomainsToSearch() {
        stub.answers(200, "application/json", answer(""));
        search("herons", new DomainRules(List.of("a.example"), List.of("b.example")));
        var asked = stub.asked().getFirst();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /search");
        assertThat(asked.key()).isEqualTo("Bearer " + KEY);
        var body = JSON.readTree(asked.body());
        assertThat(body.path("query").asString()).isEqualTo("herons");
        assertThat(body.path("max_results").asInt()).isEqualTo(5);
        assertThat(body.path("include_domains").toString()).isEqualTo("[\"a.example\"]");
        assertThat(body.path("exclude_domains").toString()).isEqualTo("[\"b.example\"]");
    }

    @Test
    void aUsedUpPlanIsALimit() {
        stub.answers(432, "application/json", "{\"detail\": {\"error\": \"plan limit\"}}");
        assertThatThrownBy(() -> search("q", DomainRules.NONE))
                .hasMessage("Tavily takes no more questions for a while.");
    }
}
