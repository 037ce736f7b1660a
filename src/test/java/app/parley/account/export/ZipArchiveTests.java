package app.parley.account.export;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.PersonalArchive;
import app.parley.platform.db.Paged;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ZipArchiveTests {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void filesOfOneNameAreNumbered() throws IOException {
        var archive = archive(out);
        archive.add("a/b.txt", file -> file.write(1));
        archive.add("a/B.txt", file -> file.close());
        archive.add("a/b.txt", file -> file.write(3));
        archive.add("a/noending", file -> {});
        archive.add("a/noending", file -> {});
        archive.finish();

        assertThat(names())
                .containsExactly(
                        "a/b.txt", "a/B (2).txt", "a/b (3).txt", "a/noending", "a/noending (2)");
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd,    etc passwd",
        "'C:\\temp\\x.txt',   C temp x.txt",
        "..,                  other",
        "nul.txt,             _nul.txt",
        "'  ',                other",
        ",                    other",
        "a\u0000b,            a b",
        "Straße – 東京.txt,    Straße – 東京.txt"
    })
    void aNameIsAFileNameEverywhere(String called, String name) {
        assertThat(PersonalArchive.name(called, "other")).isEqualTo(name);
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        assertThat(PersonalArchive.name("x".repeat(99) + "😀", "other")).isEqualTo("x".repeat(99));
    }

    /** When its last page is asked for, nearly all of a list has been written already. */
    @Test
    void aLongListIsWrittenWhileItIsRead() throws IOException {
        var written = new AtomicLong();
        var atLastPage = new AtomicLong();
        var random = new Random(7);
        var list =
                Paged.of(
                        (Integer last) -> {
                            atLastPage.set(written.get());
                            int next = last == null ? 0 : last + 1;
                            return next >= 100_000
                                    ? List.<Integer>of()
                                    : IntStream.range(next, next + 1_000).boxed().toList();
                        });
        var archive =
                archive(
                        new OutputStream() {
                            @Override
                            public void write(int one) {
                                written.incrementAndGet();
                            }

                            @Override
                            public void write(byte[] bytes, int from, int length) {
                                written.addAndGet(length);
                            }
                        });

        archive.json("all.json", list.map(number -> number + " " + random.nextLong()));
        archive.finish();

        assertThat(atLastPage.get()).isGreaterThan(written.get() * 9 / 10).isPositive();
    }

    private static ZipArchive archive(OutputStream out) {
        return new ZipArchive(out, new JsonMapper(), () -> {});
    }

    private List<String> names() throws IOException {
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
