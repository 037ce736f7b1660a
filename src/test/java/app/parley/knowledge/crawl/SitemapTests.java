package app.parley.knowledge.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SitemapTests {
    private static final URI ADDRESS = URI.create("http://s.example/sitemap.xml");

    @Test
    void namesPages() throws Exception {
        var sitemap =
                read(
                        """
                        <?xml version="1.0" encoding="UTF-8"?>
                        <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
                          <url><loc> http://s.example/a?x=1&amp;y=2 </loc><lastmod>2026-11-01</lastmod></url>
                          <url><loc><![CDATA[http://s.example/b]]></loc></url>
                        </urlset>""");
        assertThat(sitemap.pages())
                .containsExactly(
                        URI.create("http://s.example/a?x=1&y=2"), URI.create("http://s.example/b"));
        assertThat(sitemap.sitemaps()).isEmpty();
    }

    @Test
    void namesOtherSitemaps() throws Exception {
        var index =
                read(
                        "<s:sitemapindex xmlns:s=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><s:sitemap>"
                                + "<s:loc>http://s.example/1.xml.gz</s:loc></s:sitemap></s:sitemapindex>");
        assertThat(index.sitemaps()).containsExactly(URI.create("http://s.example/1.xml.gz"));
        assertThat(index.pages()).isEmpty();
    }

    @Test
    void mayBeLines() throws Exception {
        assertThat(read("http://s.example/a\n\nhttp://s.example/b\n").pages()).hasSize(2);
    }

    @Test
    void whatComesBeforeAnErrorCounts() throws Exception {
        assertThat(read("<urlset><url><loc>http://s.example/a</loc></url><url><lo").pages())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html><body>no</body></html>", "<urlset", "words", "{}"})
    void whatIsNoSitemapIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(Sitemap.NotASitemap.class);
    }

    /** No file of the server and no other text comes into it, and nothing grows in it. */
    @Test
    void nothingIsExpanded(@TempDir Path folder) throws Exception {
        var secret = folder.resolve("secret");
        Files.writeString(secret, "http://s.example/canary");
        var text =
                """
                <!DOCTYPE urlset [<!ENTITY x SYSTEM "%s"><!ENTITY y "http://s.example/inside">]>
                <urlset><url><loc>&x;</loc></url><url><loc>&y;</loc></url></urlset>"""
                        .formatted(secret.toUri());
        assertThat(read(text).pages()).isEmpty();
    }

    @Test
    void whatUnpacksWithoutEndIsCutOff() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(bytes)) {
            zip.write(
                    "<urlset><url><loc>http://s.example/a</loc></url>"
                            .getBytes(StandardCharsets.UTF_8));
            var blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 60; i++) {
                zip.write(blanks);
            }
            zip.write(
                    "<url><loc>http://s.example/late</loc></url></urlset>"
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(Sitemap.read(new ByteArrayInputStream(bytes.toByteArray()), ADDRESS).pages())
                .containsExactly(URI.create("http://s.example/a"));
    }

    private static Sitemap read(String text) throws IOException, Sitemap.NotASitemap {
        return Sitemap.read(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), ADDRESS);
    }
}
