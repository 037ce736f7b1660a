package app.parley.knowledge.crawl;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * What a sitemap names (sitemaps.org): in XML, one address a line, or either of them packed.
 *
 * @param pages of the site
 * @param sitemaps further ones, where this is an index of them
 */
public record Sitemap(Set<URI> pages, Set<URI> sitemaps) {
    /** The protocol's own limits. */
    private static final int MOST_ENTRIES = 50_000;

    private static final long MOST_BYTES = 50L * 1024 * 1024;

    /** Less than the protocol's, because lines are held in memory. */
    private static final int MOST_BYTES_OF_LINES = 8 * 1024 * 1024;

    private static final int LONGEST_ADDRESS = 4_096;

    /** The text is no sitemap. */
    public static final class NotASitemap extends Exception {
        NotASitemap() {
            super("no sitemap", null, false, false);
        }
    }

    /**
     * Reads as far as the text is well-formed and within the limits.
     *
     * @param address where it came from
     * @throws NotASitemap if it does not begin like one
     */
    public static Sitemap read(InputStream content, URI address) throws IOException, NotASitemap {
        var text = new BufferedInputStream(new Counted(unpacked(content)));
        text.mark(64);
        var head = new String(text.readNBytes(64), StandardCharsets.UTF_8).strip();
        text.reset();
        var sitemap = new Sitemap(new LinkedHashSet<>(), new LinkedHashSet<>());
        if (head.startsWith("<") || head.startsWith("\ufeff<")) {
            sitemap.readXml(text, address);
        } else if (head.startsWith("http://") || head.startsWith("https://")) {
            sitemap.readLines(text, address);
        } else {
            throw new NotASitemap();
        }
        return sitemap;
    }

    private static InputStream unpacked(InputStream content) throws IOException {
        var marked = new BufferedInputStream(content);
        marked.mark(2);
        var head = marked.readNBytes(2);
        marked.reset();
        boolean packed = head.length == 2 && head[0] == 0x1f && head[1] == (byte) 0x8b;
        return packed ? new GZIPInputStream(marked) : marked;
    }

    private void readXml(InputStream text, URI address) throws NotASitemap {
        @Nullable Set<URI> entries = null;
        try {
            var xml = factory().createXMLStreamReader(text);
            while (xml.hasNext() && (entries == null || entries.size() < MOST_ENTRIES)) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) {
                    continue;
                }
                if (entries == null) {
                    entries = entriesOf(xml.getLocalName());
                } else if (xml.getLocalName().equals("loc")) {
                    PageAddress.of(address, words(xml)).ifPresent(entries::add);
                }
            }
        } catch (XMLStreamException malformed) {
            if (entries == null) {
                throw new NotASitemap();
            }
        }
    }

    private static String words(XMLStreamReader element) throws XMLStreamException {
        var words = new StringBuilder();
        for (int next = element.next();
                next == XMLStreamReader.CHARACTERS || next == XMLStreamReader.CDATA;
                next = element.next()) {
            if (words.length() < LONGEST_ADDRESS) {
                words.append(element.getText());
            }
        }
        return words.toString();
    }

    private Set<URI> entriesOf(String root) throws NotASitemap {
        return switch (root) {
            case "urlset" -> pages;
            case "sitemapindex" -> sitemaps;
            default -> throw new NotASitemap();
        };
    }

    private void readLines(InputStream text, URI address) throws IOException {
        new String(text.readNBytes(MOST_BYTES_OF_LINES), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MOST_ENTRIES)
                .forEach(line -> PageAddress.of(address, line).ifPresent(pages::add));
    }

    /** Nothing that the text names is fetched, and nothing in it is expanded. */
    private static XMLInputFactory factory() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setXMLResolver(
                (publicId, systemId, base, namespace) -> InputStream.nullInputStream());
        return factory;
    }

    /** Ends where what is unpacked has grown too large. */
    private static final class Counted extends FilterInputStream {
        private long left = MOST_BYTES;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return left-- > 0 ? super.read() : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = left > 0 ? super.read(buffer, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(read, 0);
            return read;
        }
    }
}
