package app.parley.knowledge.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.knowledge.extract.DocumentProblem.Code;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that people add, and files that mean harm, read by the real process beside this one. */
class SeparateReaderTests {
    private static final int TEXT_LIMIT = 2_000_000;
    private static final long MEGABYTE = 1024 * 1024;

    @TempDir private Path folder;

    @Test
    void whatAKilledReadingHasLeftIsRemovedAndWhatRunsIsNot() throws IOException {
        var left = Files.createDirectories(folder.resolve("reading/read-left"));
        Files.writeString(left.resolve("file"), "private");
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        var running = Files.createDirectories(folder.resolve("reading/read-running"));

        reader().removeLeftovers();

        assertThat(left).doesNotExist();
        assertThat(running).exists();
    }

    @Test
    void readsPdfWithItsPages() throws Exception {
        var read =
                read(
                        "report.pdf",
                        SampleFiles.pdf("Of herons on page one.", "Of quays on page two."));
        assertThat(read.text())
                .contains("Of herons on page one.")
                .contains("Of quays on page two.");
        assertThat(read.pageStarts()).hasSize(2);
        assertThat(read.page(read.text().indexOf("herons"))).isEqualTo(1);
        assertThat(read.page(read.text().indexOf("quays"))).isEqualTo(2);
    }

    @Test
    void readsWordWithItsHeadingsAndTables() throws Exception {
        var read = read("manual.docx", SampleFiles.docx());
        assertThat(read.text())
                .contains("# The Zephyr pump\n")
                .contains("## Priming\n")
                .contains("Fill the chamber with 40 ml.")
                .contains("| Part | Hours |\n| --- | --- |\n| Membrane | 900 |");
    }

    @Test
    void readsSheetsAsTables() throws Exception {
        var read = read("prices.xlsx", SampleFiles.xlsx());
        assertThat(read.text())
                .contains("# Prices")
                .contains("| Pump | Price |")
                .contains("| Zephyr | 940 |");
    }

    @Test
    void readsSlides() throws Exception {
        var read = read("talk.pptx", SampleFiles.pptx());
        assertThat(read.text()).contains("herons").contains("quays");
        assertThat(read.page(read.text().indexOf("quays"))).isEqualTo(2);
    }

    @Test
    void readsOpenDocumentAndBooks() throws Exception {
        assertThat(read("facts.odt", SampleFiles.odt()).text())
                .isEqualTo("# Heron facts\n\nA heron stands still.");
        var book = read("book.epub", SampleFiles.epub());
        assertThat(book.text()).contains("# Chapter one").contains("The heron lands at midnight.");
        assertThat(book.title()).isEqualTo("The heron book");
    }

    @Test
    void readsHtmlWithoutWhatIsNotSeen() throws Exception {
        var read =
                read(
                        "page.html",
                        """
                        <!doctype html><title>Herons</title><style>p {color: red}</style><script>alert(1)</script>
                        <h1>Herons</h1><p>They stand<br>still.\u200b</p><ul><li>in water<li>on quays</ul>
                        <pre>int heron = 1;
                          stand(heron);</pre><table><tr><th>a<th>b<tr><td>1<td>2|3</table>
                        """);
        assertThat(read.title()).isEqualTo("Herons");
        assertThat(read.text())
                .isEqualTo(
                        """
                        # Herons

                        They stand still.

                        - in water
                        - on quays

                        ```
                        int heron = 1;
                          stand(heron);
                        ```

                        | a | b |
                        | --- | --- |
                        | 1 | 2/3 |""");
    }

    @Test
    void readsMail() throws Exception {
        var read =
                read(
                        "mail.eml",
                        """
                        From: ann@example.org
                        To: ben@example.org
                        Subject: The quay
                        MIME-Version: 1.0
                        Content-Type: text/plain; charset=utf-8

                        The heron lands at midnight.
                        """);
        assertThat(read.text()).contains("The heron lands at midnight.");
        assertThat(read.title()).isEqualTo("The quay");
    }

    @Test
    void readsWhatAMailSaysAndNotWhatIsAttached() throws Exception {
        var read =
                read(
                        "mail.eml",
                        """
                        From: ann@example.org
                        Subject: The quay
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary=b

                        --b
                        Content-Type: text/html; charset=utf-8

                        <p>The heron lands at <b>midnight</b>.</p>
                        --b
                        Content-Type: text/plain; name=secret.txt
                        Content-Disposition: attachment; filename=secret.txt

                        This was attached.
                        --b--
                        """);
        assertThat(read.text())
                .contains("The heron lands at midnight.")
                .doesNotContain("This was attached.");
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        assertThat(problem("locked.pdf", SampleFiles.encryptedPdf())).isEqualTo(Code.ENCRYPTED);
        assertThat(problem("empty.pdf", SampleFiles.pdf(""))).isEqualTo(Code.EMPTY);
        var whole = SampleFiles.docx();
        assertThat(problem("half.docx", Arrays.copyOf(whole, whole.length / 2)))
                .isEqualTo(Code.UNREADABLE);
        assertThat(
                        problem(
                                "noise.pdf",
                                "%PDF-1.7 and nothing else".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(Code.UNREADABLE);
        assertThat(problem("jar.docx", SampleFiles.docxWith(SampleFiles.text("no xml"))))
                .isEqualTo(Code.UNREADABLE);
    }

    /** Each fails with a sentence, and this process has not grown by it. */
    @Test
    void bombsHarmNobody() throws Exception {
        var spaces = new byte[1 << 20];
        Arrays.fill(spaces, (byte) ' ');
        var bombs =
                new byte[][] {
                    SampleFiles.docxWith(
                            out -> {
                                out.write(
                                        "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>"
                                                .getBytes(StandardCharsets.US_ASCII));
                                for (int i = 0; i < 1_000; i++) {
                                    out.write(spaces);
                                }
                                out.write(
                                        "x</w:t></w:r></w:p></w:body></w:document>"
                                                .getBytes(StandardCharsets.US_ASCII));
                            }),
                    SampleFiles.docxWith(SampleFiles.text(billionLaughs())),
                    SampleFiles.pdfBomb(1_000 * MEGABYTE),
                    SampleFiles.xlsxWithRows(1_000_000),
                };
        var names = new String[] {"zip.docx", "laughs.docx", "bomb.pdf", "rows.xlsx"};
        read("warm.odt", SampleFiles.odt());
        System.gc();
        long before = resident();
        for (int i = 0; i < bombs.length; i++) {
            long start = System.nanoTime();
            assertThat(problem(names[i], bombs[i]))
                    .as(names[i])
                    .isIn(
                            Code.TOO_COMPLEX,
                            Code.TOO_LARGE,
                            Code.TIMED_OUT,
                            Code.UNREADABLE,
                            Code.EMPTY);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofSeconds(50));
        }
        assertThat((resident() - before) / MEGABYTE).isLessThan(64);
        try (var left = Files.list(folder.resolve("reading"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aGiantPictureIsNotUnpacked() throws Exception {
        assertThat(read("picture.pdf", SampleFiles.pdfWithGiantImage(40_000)).text())
                .contains("Beside a picture");
    }

    @Test
    void noFileOfOursAndNoAddressIsReadBecauseAFileSaysSo() throws Exception {
        var secret = folder.resolve("secret.txt");
        Files.writeString(secret, "the canary of the secret file");
        var asked = new AtomicInteger();
        var canary = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        canary.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    exchange.sendResponseHeaders(200, -1);
                    exchange.close();
                });
        canary.start();
        try {
            var url = "http://127.0.0.1:" + canary.getAddress().getPort() + "/";
            for (var target : new String[] {secret.toUri().toString(), url + "entity"}) {
                var doctype =
                        "<!DOCTYPE d [<!ENTITY x SYSTEM \"%s\"><!ENTITY %% y SYSTEM \"%s\"> %%y;]>"
                                .formatted(target, target);
                var word =
                        doctype
                                + "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>";
                for (var read :
                        new String[] {
                            readOrProblem("x.docx", SampleFiles.docxWith(SampleFiles.text(word))),
                            readOrProblem("x.odt", SampleFiles.odt(doctype + "<a>&x;</a>")),
                            readOrProblem(
                                    "x.html",
                                    ("<html><body><img src='%s'><iframe src='%s'></iframe><link rel=stylesheet href='%s'>text"
                                                    .formatted(target, target, target))
                                            .getBytes(StandardCharsets.UTF_8))
                        }) {
                    assertThat(read).doesNotContain("the canary of the secret file");
                }
            }
            assertThat(asked).hasValue(0);
        } finally {
            canary.stop(0);
        }
    }

    @Test
    void aReaderThatTakesTooLongIsEnded() throws Exception {
        var hurried =
                new SeparateReader(
                        folder.resolve("reading"),
                        new ExtractionLimits(
                                Duration.ofMillis(50), 128, 64 * MEGABYTE, TEXT_LIMIT));
        var problem =
                catchThrowableOfType(
                        DocumentProblem.class,
                        () -> hurried.read(file("slow.odt", SampleFiles.odt())));
        assertThat(problem.code()).isEqualTo(Code.TIMED_OUT);
    }

    private static String billionLaughs() {
        var entities = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"ha\">");
        for (int i = 1; i < 30; i++) {
            entities.append("<!ENTITY a%d \"&a%d;&a%d;&a%d;\">".formatted(i, i - 1, i - 1, i - 1));
        }
        return entities
                + "]><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>&a29;</w:t></w:r></w:p></w:body></w:document>";
    }

    private ExtractedText read(String name, String content) throws Exception {
        return read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    private ExtractedText read(String name, byte[] content) throws Exception {
        return reader().read(file(name, content));
    }

    private Code problem(String name, byte[] content) {
        var problem =
                catchThrowableOfType(
                        DocumentProblem.class, () -> reader().read(file(name, content)));
        assertThat(problem).as(name).isNotNull();
        assertThat(problem.sentence()).as(name).endsWith(".");
        return problem.code();
    }

    private String readOrProblem(String name, byte[] content) throws IOException {
        try {
            return reader().read(file(name, content)).text();
        } catch (DocumentProblem problem) {
            return problem.sentence();
        }
    }

    private SeparateReader reader() {
        return new SeparateReader(
                folder.resolve("reading"),
                new ExtractionLimits(Duration.ofSeconds(40), 256, 64 * MEGABYTE, TEXT_LIMIT));
    }

    private static SourceFile file(String name, byte[] content) {
        return new SourceFile() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(content);
            }
        };
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }
}
