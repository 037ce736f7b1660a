package app.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RobotsTests {
    @Test
    void theMostSpecificRuleOfTheMostSpecificGroupHolds() {
        var robots =
                robots(
                        """
                        User-agent: *
                        Disallow: /

                        User-agent: Parley
                        Disallow: /private
                        Allow: /private/open
                        Disallow: /*.cgi$
                        Crawl-delay: 2

                        Sitemap: http://s.example/map.xml
                        """);
        assertThat(allows(robots, "/docs")).isTrue();
        assertThat(allows(robots, "/private/a")).isFalse();
        assertThat(allows(robots, "/private/open/a")).isTrue();
        assertThat(allows(robots, "/x.cgi")).isFalse();
        assertThat(robots.delay()).isEqualTo(Duration.ofSeconds(2));
        assertThat(robots.sitemaps()).containsExactly("http://s.example/map.xml");
        assertThat(robots.allowNothing()).isFalse();
    }

    @Test
    void aLongDelayForbidsNothing() {
        var robots = robots("User-agent: *\nCrawl-delay: 86400\nDisallow: /a\n");
        assertThat(robots.delay()).isEqualTo(Duration.ofDays(1));
        assertThat(allows(robots, "/b")).isTrue();
    }

    @Test
    void whatIsNotThereAllowsAllAndWhatIsBrokenNothing() {
        assertThat(allows(Robots.refused(404), "/a")).isTrue();
        assertThat(allows(Robots.refused(403), "/a")).isTrue();
        assertThat(Robots.refused(503).allowNothing()).isTrue();
        assertThat(allows(Robots.refused(503), "/a")).isFalse();
        assertThat(allows(robots("User-agent: *\nDisallow: /\n"), "/a")).isFalse();
        assertThat(allows(robots(""), "/a")).isTrue();
        assertThat(allows(robots("<html>no</html>"), "/a")).isTrue();
    }

    private static Robots robots(String text) {
        return Robots.of(
                URI.create("http://s.example/robots.txt"), text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean allows(Robots robots, String path) {
        return robots.allow(URI.create("http://s.example" + path));
    }
}
