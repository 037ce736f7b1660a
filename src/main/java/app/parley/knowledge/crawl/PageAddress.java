package app.parley.knowledge.crawl;

import crawlercommons.filters.basic.BasicURLNormalizer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The one form of an address that has many: default ports, dots, escapes, the order of a query's
 * parameters and what only tells where a visitor came from make no other page.
 */
public final class PageAddress {
    private static final int LONGEST = 2_048;
    private static final int MOST_FOLDERS = 20;
    private static final int MOST_REPEATS = 3;
    private static final Pattern WEB = Pattern.compile("(?i)https?://");
    private static final Pattern SESSION = Pattern.compile("(?i);jsessionid=[^/?;]*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private static final BasicURLNormalizer NORMALIZER =
            BasicURLNormalizer.newBuilder()
                    .queryParamsToRemove(
                            Set.of(
                                    "utm_source",
                                    "utm_medium",
                                    "utm_campaign",
                                    "utm_term",
                                    "utm_content",
                                    "utm_id",
                                    "gclid",
                                    "fbclid",
                                    "msclkid",
                                    "mc_cid",
                                    "mc_eid",
                                    "ref_src",
                                    "phpsessid",
                                    "PHPSESSID",
                                    "jsessionid",
                                    "JSESSIONID"))
                    .build();

    /** What no text is read from. */
    private static final Set<String> NO_PAGES =
            Set.of(
                    ("png jpg jpeg gif webp avif svg ico bmp tif tiff mp3 ogg oga wav flac m4a mp4 m4v mov webm avi mkv"
                                    + " css js mjs map wasm woff woff2 ttf otf eot zip gz tgz bz2 xz 7z rar tar jar"
                                    + " exe msi dmg pkg deb rpm apk iso bin")
                            .split(" "));

    private PageAddress() {}

    /** What the link names; nothing where that is no page of the web. */
    public static Optional<URI> of(URI base, String link) {
        try {
            return of(resolved(base, escaped(link.strip())).toString());
        } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** As RFC 3986 says, which Java's own method does not do where a link has no path. */
    private static URI resolved(URI base, String link) throws URISyntaxException {
        return link.isEmpty() || link.startsWith("?")
                ? base.resolve(new URI(base.getRawPath() + link))
                : base.resolve(new URI(link));
    }

    /** The address in its one form. */
    public static Optional<URI> of(String address) {
        if (address.length() > LONGEST || !WEB.matcher(address).lookingAt()) {
            return Optional.empty();
        }
        var normal = NORMALIZER.filter(SESSION.matcher(address).replaceAll(""));
        try {
            return normal == null
                    ? Optional.empty()
                    : Optional.of(new URI(normal)).filter(uri -> uri.getHost() != null);
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /**
     * Whether a crawler goes there: no picture, no program, and no path that repeats itself, as
     * those do that a wrong relative link makes longer with every step.
     */
    public static boolean isWorthwhile(URI address) {
        var folders = address.getRawPath().split("/");
        if (folders.length > MOST_FOLDERS) {
            return false;
        }
        for (var folder : folders) {
            int same = 0;
            for (var other : folders) {
                same += other.equals(folder) ? 1 : 0;
            }
            if (same > MOST_REPEATS) {
                return false;
            }
        }
        var last = folders.length == 0 ? "" : folders[folders.length - 1];
        var ending = last.substring(last.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return !last.contains(".") || !NO_PAGES.contains(ending);
    }

    /**
     * What the addresses have in common that a program makes without end, such as those of a
     * calendar: numbers and the query aside, they are one.
     */
    public static String shape(URI address) {
        return NUMBER.matcher(address.getRawPath()).replaceAll("#")
                + (address.getRawQuery() == null ? "" : "?");
    }

    /** Which server answers there. */
    public static String server(URI address) {
        return address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
    }

    /** People leave spaces in links, which an address must not have. */
    private static String escaped(String link) {
        int fragment = link.indexOf('#');
        return (fragment < 0 ? link : link.substring(0, fragment))
                .replace(" ", "%20")
                .replace("\n", "")
                .replace("\t", "")
                .replace("|", "%7C")
                .replace("{", "%7B")
                .replace("}", "%7D");
    }
}
