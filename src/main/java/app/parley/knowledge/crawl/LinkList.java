package app.parley.knowledge.crawl;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The links of an {@code llms.txt}: a Markdown text that names the pages worth reading. */
public final class LinkList {
    /** In parentheses behind a link's words, with or without a title; one pair may be inside. */
    private static final Pattern LINK =
            // Possessive: else each character of an endless address is a frame on the stack.
            Pattern.compile("]\\(\\s*<?((?:[^()\\s<>]++|\\([^()\\s<>]*+\\))++)>?[^()]*+\\)");

    /** Standing alone or between angle brackets; a sentence may end behind it. */
    private static final Pattern BARE =
            Pattern.compile("(?<![(\\w])https?://[^\\s<>()\\[\\]\"']*[^\\s<>()\\[\\]\"'.,;:!?]");

    private static final int MOST_LINKS = 5_000;

    private LinkList() {}

    /**
     * The pages in the order of the list; of a page that is there as Markdown too, only that.
     *
     * @param address where the list came from
     */
    public static Set<URI> read(String text, URI address) {
        var links = new LinkedHashSet<URI>();
        for (var form : new Pattern[] {LINK, BARE}) {
            var found = form.matcher(text);
            while (found.find() && links.size() < MOST_LINKS) {
                var link = form == LINK ? found.group(1) : found.group();
                PageAddress.of(address, link).ifPresent(links::add);
            }
        }
        links.remove(PageAddress.of(address.toString()).orElse(address));
        links.removeIf(link -> links.contains(markdownOf(link)));
        return links;
    }

    private static URI markdownOf(URI page) {
        var path = page.getRawPath();
        var name = path.endsWith("/") ? path + "index" : path.replaceFirst("\\.html?$", "");
        return page.resolve(name.isEmpty() ? "/index.md" : name + ".md");
    }
}
