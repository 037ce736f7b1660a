package app.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LinkListTests {
    private static final URI ADDRESS = URI.create("http://s.example/docs/llms.txt");

    @Test
    void linksAreTakenInTheirOrder() {
        assertThat(
                        LinkList.read(
                                """
                                # Project
                                > A summary with a [link](/intro "and a title").

                                - [One](one.md): first
                                - [Two]( <two> )
                                - [Three](https://s.example/wiki/Three_(number))
                                - bare: http://s.example/four.
                                - [itself](llms.txt), [mail](mailto:a@b.example), [part](one.md#two)
                                """,
                                ADDRESS))
                .containsExactly(
                        URI.create("http://s.example/intro"),
                        URI.create("http://s.example/docs/one.md"),
                        URI.create("http://s.example/docs/two"),
                        URI.create("https://s.example/wiki/Three_(number)"),
                        URI.create("http://s.example/four"));
    }

    @Test
    void thePageThatIsThereAsMarkdownIsReadAsThat() {
        assertThat(
                        LinkList.read(
                                "[a](/a.html) [a](/a.md) [b](/b/) [b](/b/index.md) [c](/c)",
                                ADDRESS))
                .extracting(URI::getPath)
                .containsExactly("/a.md", "/b/index.md", "/c");
    }

    @Test
    void noTextTakesLong() {
        for (var evil : new String[] {"[", "](", "](<", "](a(", "http://", "](a "}) {
            long start = System.nanoTime();
            LinkList.read(evil.repeat(300_000), ADDRESS);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as(evil)
                    .isLessThan(Duration.ofSeconds(60));
        }
    }

    @Test
    void anAddressWithoutEndIsNoDeeperThanAnother() {
        var list = "[a](" + "a".repeat(200_000) + ") [b](" + "(b)".repeat(50_000) + ") [c](c)";

        assertThat(LinkList.read(list, ADDRESS)).contains(URI.create("http://s.example/docs/c"));
    }
}
