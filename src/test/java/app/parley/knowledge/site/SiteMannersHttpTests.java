package app.parley.knowledge.site;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.WebSite.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a crawler behaves at a site, and how it gets out of one that has no end. */
class SiteMannersHttpTests extends SiteTests {
    @Test
    void robotsTxtIsObeyed() throws InterruptedException {
        site.put(
                "/robots.txt",
                Page.of("text/plain", "User-agent: parley\nDisallow: /private\nCrawl-delay: 1"));
        site.page("/", "Start", "/private/a", "/open", "/redirects").page("/open", "Open");
        site.page("/private/a", "Secret").put("/redirects", Page.redirect("/private/a"));

        var ready = ended(add("/", "links"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(documents().keySet()).containsOnly("/", "/open");
        assertThat(site.asked()).doesNotContain("/private/a").contains("/redirects");
        // Two pauses of a second; the first request may have been noted late.
        var first = site.requests("/").getLast().atMillis();
        assertThat(site.requests("/redirects").getFirst().atMillis() - first)
                .isGreaterThanOrEqualTo(1_000);
    }

    @Test
    void whoLetsNobodyInIsLeftAlone() throws InterruptedException {
        site.page("/", "Start")
                .put("/robots.txt", Page.of("text/plain", "User-agent: *\nDisallow: /"));
        var id = add("/", "auto");
        assertThat(ended(id).path("error").path("code").asString()).isEqualTo("disallowed");

        site.put("/robots.txt", Page.status(500));
        assertThat(again(id).path("error").path("code").asString()).isEqualTo("disallowed");
        assertThat(site.asked()).isEmpty();

        site.remove("/robots.txt");
        assertThat(again(id).path("state").asString()).isEqualTo("ready");
    }

    @Test
    void redirectsAreFollowedInsideTheSiteAndNowhereElse()
            throws IOException, InterruptedException {
        var heard = new AtomicInteger();
        var canary = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        canary.createContext(
                "/",
                exchange -> {
                    heard.incrementAndGet();
                    exchange.close();
                });
        canary.start();
        var inside = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
        site.page("/docs/", "Start", "moved", "out", "inside", "round", "above", inside);
        site.put("/docs/moved", Page.redirect("/docs/here")).page("/docs/here", "Here");
        site.put("/docs/above", Page.redirect("/blog")).page("/blog", "Blog");
        site.put("/docs/out", Page.redirect("http://127.0.0.3:9/"));
        site.put("/docs/inside", Page.redirect(inside));
        site.put("/docs/round", Page.redirect("/docs/and-round"));
        site.put("/docs/and-round", Page.redirect("/docs/round"));
        try {
            var ready = ended(add("/docs/", "links"));

            assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
            assertThat(documents().keySet()).containsOnly("/docs/", "/docs/here");
            assertThat(site.requests("/docs/here")).hasSize(1);
            assertThat(site.requests("/docs/round")).hasSize(1);
            assertThat(site.asked()).doesNotContain("/blog");
            assertThat(heard).hasValue(0);
        } finally {
            canary.stop(0);
        }
    }

    @Test
    void nothingPrivateIsCrawled() throws InterruptedException {
        var id =
                post("{\"url\": \"http://127.0.0.1:9/\", \"form\": \"links\"}")
                        .expect(201)
                        .text("id");
        assertThat(ended(id).path("error").path("code").asString()).isEqualTo("blocked-address");
    }

    /** Every day leads to others, without end; what is behind them is found all the same. */
    @Test
    void aCalendarIsNoTrap() throws InterruptedException {
        site.page("/", "Start", "/calendar/2026/1?view=day", "/one");
        site.page("/one", "One", "/two").page("/two", "Two", "/three").page("/three", "Three");
        site.otherwise(
                request ->
                        request.path().startsWith("/calendar/")
                                ? Page.html(
                                        "<title>%s</title>%s"
                                                .formatted(
                                                        request.path(),
                                                        "<a href='/calendar/%d/%d?view=%d'>day</a>"
                                                                .repeat(30)
                                                                .formatted(
                                                                        IntStream.range(0, 90)
                                                                                .mapToObj(
                                                                                        i ->
                                                                                                (int)
                                                                                                        (Math
                                                                                                                        .random()
                                                                                                                * 9_999))
                                                                                .toArray())))
                                : Page.status(404));

        var ready = ended(add("/", "links", ", \"depth\": 5"));

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(ready.path("pages").path("found").asInt()).isLessThan(60);
        assertThat(documents()).containsKeys("/one", "/two", "/three");
    }

    @Test
    void whoAsksForAPauseGetsIt() throws InterruptedException {
        var refusals = new AtomicInteger();
        site.page("/", "Start", "/busy");
        site.put(
                "/busy",
                request ->
                        refusals.getAndIncrement() == 0
                                ? new Page(429, Map.of("Retry-After", "2"), new byte[0])
                                : Page.html("<title>Busy</title><p>At last.</p>"));

        var ready = ended(add("/", "links"));

        assertThat(ready.path("pages").path("failed").asInt()).as(ready.toString()).isZero();
        assertThat(documents()).containsKey("/busy");
        var asked = site.requests("/busy");
        assertThat(asked).hasSize(2);
        assertThat(asked.getLast().atMillis() - asked.getFirst().atMillis())
                .isGreaterThanOrEqualTo(1_000);
    }

    /** Several addresses of one page make one document. */
    @Test
    void aPageHasOneAddress() throws InterruptedException {
        site.page(
                "/",
                "Start",
                "/a?utm_source=x",
                "/a?b=1&c=2",
                "/a?c=2&b=1",
                "/copy",
                "/hidden",
                "/old");
        var a = "<title>A</title><link rel=canonical href='/a'><p>The page A.</p>";
        site.put("/a", Page.html(a))
                .put("/a?b=1&c=2", Page.html(a))
                .put("/copy", Page.html(a.replace("<link rel=canonical href='/a'>", "")));
        site.put(
                "/hidden", Page.html("<meta name=robots content=noindex><a href='/behind'>on</a>"));
        site.page("/behind", "Behind");
        site.put("/old", Page.html("<title>Old</title><p>Old</p>").with("X-Robots-Tag", "noindex"));
        site.put("/copy", Page.html(a));

        var ready = ended(add("/", "links"));

        assertThat(documents().keySet()).as(ready.toString()).containsOnly("/", "/a", "/behind");
        assertThat(site.requests("/a?c=2&b=1")).isEmpty();
    }

    @Test
    void pagesThatAreTooLargeOrNoTextAreLeftOut() throws InterruptedException {
        site.page("/", "Start", "/large", "/binary", "/missing", "/broken");
        site.put("/large", Page.html("x".repeat(3_000_000)));
        site.put("/binary", new Page(200, Map.of(), new byte[] {0, 1, 2, 3}));
        site.put("/broken", Page.status(500));

        var id = add("/", "links");
        var ready = ended(id);

        assertThat(ready.path("state").asString()).as(ready.toString()).isEqualTo("ready");
        assertThat(documents().keySet()).containsOnly("/");
        var first = library.api().get(path(id) + "/failures?limit=2").expect(200).json();
        assertThat(first.path("items")).hasSize(2);
        var rest =
                library.api()
                        .get(path(id) + "/failures?cursor=" + first.path("nextCursor").asString())
                        .expect(200)
                        .json();
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.path("nextCursor").isNull()).isTrue();
        assertThat(ready.path("pages").path("failed").asInt()).isEqualTo(3);
        assertThat(site.requests("/broken")).hasSize(3);
        assertThat(site.requests("/missing")).hasSize(1);
    }
}
