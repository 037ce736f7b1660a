package app.parley.tool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BraveEngineTests extends SearchEngineContract {
    @Override
    protected SearchEngine engine(EngineHttp http) {
        return new BraveEngine(http);
    }

    @Override
    protected String answer(String results) {
        return "{\"type\": \"search\", \"query\": {\"original\": \"q\"}, \"web\": {\"type\": \"search\", \"results\": [%s]}}"
                .formatted(results);
    }

    @Override
    protected String result(String title, String url, String excerpt) {
        return "{\"title\": \"%s\", \"url\": \"%s\", \"description\": \"%s\", \"language\": \"en\"}"
                .formatted(title, url, excerpt);
    }

    @Override
    protected void refuseKey() {
        stub.answers(
                422,
                "application/json",
                "{\"type\": \"ErrorResponse\", \"error\": {\"code\": \"SUBSCRIPTION_TOKEN_INVALID\", \"status\": 422}}");
    }

    @Test
    void anAnswerWithoutTheWebPartFoundNothing() {
        stub.answers(200, "application/json", "{\"type\": \"search\", \"query\": {}}");
        assertThat(search("q", DomainRules.NONE)).isEmpty();
    }

    @Test
    void aLongQuestionIsShortenedAndKeepsItsDomains() {
        stub.answers(200, "application/json", answer(""));
        search("word ".repeat(200), new DomainRules(List.of("a.example", "b.example"), List.of()));
        var asked = stub.asked().getFirst();
        assertThat(asked.path()).isEqualTo("/res/v1/web/search");
        assertThat(asked.key()).isEqualTo(KEY);
        var query = asked.query().replaceFirst("^q=", "").replaceFirst("&count=.*", "");
        assertThat(query)
                .hasSizeLessThanOrEqualTo(400)
                .startsWith("word word")
                .endsWith("(site:a.example OR site:b.example)");
        assertThat(query.split(" ")).hasSizeLessThanOrEqualTo(50);
    }
}
