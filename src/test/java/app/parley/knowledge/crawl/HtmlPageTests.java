package app.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlPageTests {
    private static final URI ADDRESS = URI.create("http://s.example/docs/page");

    @Test
    void linksAreThoseThatMayBeFollowed() throws IOException {
        var page =
                read(
                        """
                        <a href="one">1</a> <a href='/two#x'>2</a> <a href="one">again</a>
                        <a rel="external nofollow" href="three">3</a> <a name="four">4</a>
                        <a href="mailto:a@b.example">5</a> <img src="six"> <map><area href="seven"></map>
                        <!-- <a href="eight">8</a> --> <script>"<a href='nine'>9</a>"</script>""");
        assertThat(page.links())
                .containsExactly(
                        URI.create("http://s.example/docs/one"),
                        URI.create("http://s.example/two"),
                        URI.create("http://s.example/docs/seven"));
        assertThat(page.canonical()).isEmpty();
        assertThat(page.directives()).isEqualTo(Directives.NONE);
    }

    @Test
    void aBaseCounts() throws IOException {
        assertThat(read("<base href='/other/'><a href='one'>1</a>").links())
                .containsExactly(URI.create("http://s.example/other/one"));
    }

    @Test
    void thePageSaysWhichAddressIsItsOwn() throws IOException {
        assertThat(read("<link rel='Canonical' href='/the/one'>").canonical())
                .contains(URI.create("http://s.example/the/one"));
    }

    @ParameterizedTest
    @CsvSource({
        "robots, 'noindex', false, true",
        "Robots, 'NOINDEX, nofollow', false, false",
        "parley, none, false, false",
        "robots, 'index, follow, max-snippet:-1', true, true",
        "googlebot, noindex, true, true",
    })
    void robotsAreAsked(String name, String content, boolean index, boolean follow)
            throws IOException {
        assertThat(read("<meta name='%s' content='%s'>".formatted(name, content)).directives())
                .isEqualTo(new Directives(index, follow));
    }

    @Test
    void noPageIsTooDeepToBeRead() throws IOException {
        assertThat(read("<div>".repeat(100_000) + "<a href='one'>1</a>").links())
                .hasSizeLessThan(2);
    }

    private static HtmlPage read(String html) throws IOException {
        return HtmlPage.read(
                new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)), ADDRESS);
    }
}
