package app.parley.knowledge.crawl;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * What a crawler reads of a page.
 *
 * @param links what it links to, in reading order, without links that it asks nobody to follow
 * @param canonical the address under which it wants to be known
 * @param directives what it asks of robots
 */
public record HtmlPage(Set<URI> links, Optional<URI> canonical, Directives directives) {
    private static final int MOST_LINKS = 5_000;
    private static final List<String> ROBOTS = List.of("robots", Robots.NAME);

    public HtmlPage {
        links = Collections.unmodifiableSet(new LinkedHashSet<>(links));
    }

    /**
     * @param address where the page came from
     */
    public static HtmlPage read(InputStream content, URI address) throws IOException {
        var page = Jsoup.parse(content, null, address.toString());
        var base = base(page, address);
        return new HtmlPage(links(page, base), canonical(page, base), directives(page));
    }

    private static URI base(Document page, URI address) {
        var base = page.selectFirst("base[href]");
        return base == null ? address : PageAddress.of(address, base.attr("href")).orElse(address);
    }

    private static Set<URI> links(Document page, URI base) {
        var links = new LinkedHashSet<URI>();
        for (var link : page.select("a[href], area[href]")) {
            if (links.size() == MOST_LINKS) {
                break;
            }
            if (!says(link, "rel", "nofollow")) {
                PageAddress.of(base, link.attr("href")).ifPresent(links::add);
            }
        }
        return links;
    }

    private static Optional<URI> canonical(Document page, URI base) {
        return page.select("link[href]").stream()
                .filter(link -> says(link, "rel", "canonical"))
                .findFirst()
                .flatMap(link -> PageAddress.of(base, link.attr("href")));
    }

    private static Directives directives(Document page) {
        var directives = Directives.NONE;
        for (var meta : page.select("meta[name][content]")) {
            if (ROBOTS.stream().anyMatch(meta.attr("name")::equalsIgnoreCase)) {
                directives = directives.and(Directives.of(meta.attr("content")));
            }
        }
        return directives;
    }

    private static boolean says(Element element, String attribute, String word) {
        return List.of(element.attr(attribute).toLowerCase(Locale.ROOT).split("\\s+"))
                .contains(word);
    }
}
