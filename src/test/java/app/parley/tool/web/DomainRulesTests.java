package app.parley.tool.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DomainRulesTests {
    @ParameterizedTest
    @CsvSource({
        "Example.org,                    example.org",
        "' *.example.org ',              example.org",
        "https://example.org/path?x#y,   example.org",
        "example.org.,                   example.org",
        "bücher.example,                 xn--bcher-kva.example",
        "localhost:8080,                 localhost",
    })
    void readsWhatPeopleType(String typed, String domain) {
        assertThat(DomainRules.parse(typed)).contains(domain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "*", "-a.example", "a..b", "ex ample.org", "\u0000"})
    void refusesWhatIsNone(String typed) {
        assertThat(DomainRules.parse(typed)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/,              true",
        "https://docs.example.org/a,        true",
        "https://DOCS.EXAMPLE.ORG./a,       true",
        "https://evil-example.org/,         false",
        "https://example.org.evil.test/,    false",
        "https://private.example.org/,      false",
        "https://other.test/?q=example.org, false",
    })
    void aDomainStandsForAllBelowItAndADeniedOneCountsMore(URI page, boolean allowed) {
        var rules = new DomainRules(List.of("example.org"), List.of("private.example.org"));
        assertThat(rules.allow(page)).isEqualTo(allowed);
    }

    @Test
    void withoutRulesEverythingIsAllowed() {
        assertThat(DomainRules.NONE.allow(URI.create("https://any.test/"))).isTrue();
        assertThat(DomainRules.NONE.in("words")).isEqualTo("words");
    }
}
