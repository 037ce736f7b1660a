package app.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageAddressTests {
    private static final URI BASE = URI.create("http://s.example/docs/start");

    @ParameterizedTest
    @CsvSource({
        "HTTP://S.example:80/a/../b/./c#part, http://s.example/b/c",
        "http://s.example, http://s.example/",
        "http://s.example/%7euser/%c3%a4, http://s.example/~user/%C3%A4",
        "http://s.example/?b=2&a=1, http://s.example/?a=1&b=2",
        "http://s.example/a?utm_source=x&q=1&PHPSESSID=2, http://s.example/a?q=1",
        "http://s.example/a;jsessionid=8F1?x=1, http://s.example/a?x=1",
        "one two, http://s.example/docs/one%20two",
        "../up?x={a}, http://s.example/up?x=%7Ba%7D",
        "//other.example/a, http://other.example/a",
        "'#here', http://s.example/docs/start",
        "'?page=2', http://s.example/docs/start?page=2",
    })
    void manyFormsAreOneAddress(String link, String address) {
        assertThat(PageAddress.of(BASE, link)).contains(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mailto:a@b.example",
                "javascript:void(0)",
                "tel:1",
                "data:,x",
                "http://[::"
            })
    void whatIsNoPageHasNoAddress(String link) {
        assertThat(PageAddress.of(BASE, link)).isEmpty();
    }

    @Test
    void anAddressWithoutEndIsNone() {
        assertThat(PageAddress.of(BASE, "/" + "a".repeat(5_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/docs/page, true",
        "/docs/page.html, true",
        "/docs/book.pdf, true",
        "/v1.2/, true",
        "/, true",
        "/logo.PNG, false",
        "/app.js, false",
        "/a/b/a/b/a/b/a/b, false",
        "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21, false",
    })
    void picturesAndPathsThatRepeatThemselvesAreNotVisited(String path, boolean visited) {
        assertThat(PageAddress.isWorthwhile(URI.create("http://s.example" + path)))
                .isEqualTo(visited);
    }

    @Test
    void numbersAndQueriesMakeNoOtherShape() {
        assertThat(shape("/cal/2026/11?view=day")).isEqualTo(shape("/cal/2027/1?view=week"));
        assertThat(shape("/a")).isNotEqualTo(shape("/b")).isNotEqualTo(shape("/a?x"));
    }

    private static String shape(String path) {
        return PageAddress.shape(URI.create("http://s.example" + path));
    }
}
