package app.parley.tool.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearxngEngineTests extends SearchEngineContract {
    @Override
    protected SearchEngine engine(EngineHttp http) {
        return new SearxngEngine(http);
    }

    @Override
    protected String answer(String results) {
        return "{\"query\": \"q\", \"number_of_results\": 0, \"results\": [%s], \"answers\": [], \"unresponsive_engines\": []}"
                .formatted(results);
    }

    @Override
    protected String result(String title, String url, String excerpt) {
        return "{\"title\": \"%s\", \"url\": \"%s\", \"content\": \"%s\", \"engine\": \"mojeek\", \"positions\": [1]}"
                .formatted(title, url, excerpt);
    }

    @Override
    protected void refuseKey() {
        stub.answers(401, "text/html", "<html>401</html>");
    }

    @Test
    void asksForJsonWithTheDomainsInTheQuery() {
        stub.answers(200, "application/json", answer(""));
        search("herons & co", new DomainRules(List.of("a.example"), List.of()));
        var asked = stub.asked().getFirst();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("GET /search");
        assertThat(asked.query()).startsWith("format=json&q=herons").contains("site:a.example");
    }

    @Test
    void anInstanceThatDoesNotSpeakJsonIsToldHow() {
        stub.answers(403, "text/html", "<html>Forbidden</html>");
        assertThatThrownBy(() -> search("q", DomainRules.NONE))
                .hasMessageContaining("search.formats");
    }
}
