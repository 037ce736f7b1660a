package app.parley.knowledge.crawl;

import java.net.URI;

/**
 * What belongs to a site: one server, and on it one folder.
 *
 * @param server its name, with the port where that is an unusual one
 * @param folder what the paths begin with, such as {@code /docs/}
 */
public record SiteScope(String server, String folder) {
    /** The folder that a page is in. */
    public static SiteScope around(URI page) {
        var path = page.getRawPath();
        return new SiteScope(
                PageAddress.server(page), path.substring(0, path.lastIndexOf('/') + 1));
    }

    /** All of a page's server. */
    public static SiteScope serverOf(URI page) {
        return new SiteScope(PageAddress.server(page), "/");
    }

    public boolean contains(URI page) {
        return PageAddress.server(page).equals(server) && page.getRawPath().startsWith(folder);
    }
}
