package app.parley.knowledge.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the process that reads a file tells the server what it says. The server believes no size. */
public final class ExtractionResult {
    private static final byte TEXT = 1;
    private static final byte PROBLEM = 2;
    private static final int MOST_PAGES = 100_000;

    private ExtractionResult() {}

    public static void write(ExtractedText text, Path file) throws IOException {
        try (var out = open(file)) {
            out.writeByte(TEXT);
            out.writeUTF(text.title() == null ? "" : text.title());
            out.writeInt(text.pageStarts().size());
            for (int start : text.pageStarts()) {
                out.writeInt(start);
            }
            out.write(text.text().getBytes(StandardCharsets.UTF_8));
        }
    }

    public static void write(DocumentProblem problem, Path file) throws IOException {
        try (var out = open(file)) {
            out.writeByte(PROBLEM);
            out.writeUTF(problem.code().name());
            out.writeUTF(problem.sentence());
        }
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /**
     * @param limit the most characters of the text
     */
    static ExtractedText read(Path file, int limit) throws IOException, DocumentProblem {
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            byte kind = in.readByte();
            if (kind == PROBLEM) {
                throw new DocumentProblem(DocumentProblem.Code.valueOf(in.readUTF()), in.readUTF());
            }
            var title = in.readUTF();
            int pages = in.readInt();
            if (kind != TEXT || pages < 0 || pages > MOST_PAGES) {
                throw new IOException("the result of reading a file is not one");
            }
            List<Integer> starts = new ArrayList<>();
            for (int i = 0; i < pages; i++) {
                starts.add(in.readInt());
            }
            var bytes = in.readNBytes(limit * 4);
            var text = new String(bytes, StandardCharsets.UTF_8);
            if (text.length() > limit || in.read() >= 0) {
                throw new DocumentProblem(
                        DocumentProblem.Code.TOO_LARGE,
                        "The text has more than %,d characters.".formatted(limit));
            }
            return new ExtractedText(
                    title.isEmpty() ? null : title, text, TextForm.MARKDOWN, starts);
        }
    }
}
