package app.parley.knowledge.extract;

import app.parley.knowledge.extract.DocumentProblem.Code;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads characters and nothing else, which no file can turn against this process. */
public final class PlainText {
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern TITLE = Pattern.compile("(?m)\\A\\s*#[ \\t]+(.+)$");

    private final int limit;

    /**
     * @param limit the most characters of a text
     */
    public PlainText(int limit) {
        this.limit = limit;
    }

    /** The whole text, with line breaks as Unix has them. */
    public ExtractedText read(SourceFile file, TextForm form) throws IOException, DocumentProblem {
        String text;
        try {
            text = decoded(file, null);
        } catch (CharacterCodingException notUtf8) {
            text = decoded(file, WINDOWS);
        }
        if (text.isBlank()) {
            throw new DocumentProblem(Code.EMPTY, "The file has no text in it.");
        }
        return new ExtractedText(title(text, form), text, form, List.of());
    }

    private static @Nullable String title(String text, TextForm form) {
        if (form != TextForm.MARKDOWN) {
            return null;
        }
        var heading = TITLE.matcher(text);
        return heading.find() ? heading.group(1).strip() : null;
    }

    private String decoded(SourceFile file, @Nullable Charset known)
            throws IOException, DocumentProblem {
        try (var bytes = file.open()) {
            var marked = new BufferedInputStream(bytes);
            var charset = known == null ? marked(marked) : known;
            var wrong = known == null ? CodingErrorAction.REPORT : CodingErrorAction.REPLACE;
            return all(
                    new InputStreamReader(
                            marked,
                            charset.newDecoder()
                                    .onMalformedInput(wrong)
                                    .onUnmappableCharacter(wrong)));
        }
    }

    private static Charset marked(BufferedInputStream bytes) throws IOException {
        bytes.mark(2);
        var mark = bytes.readNBytes(2);
        bytes.reset();
        boolean wide =
                mark.length == 2
                        && (mark[0] == (byte) 0xfe && mark[1] == (byte) 0xff
                                || mark[0] == (byte) 0xff && mark[1] == (byte) 0xfe);
        return wide ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    private String all(InputStreamReader characters) throws IOException, DocumentProblem {
        var text = new StringBuilder();
        var buffer = new char[8_192];
        boolean afterReturn = false;
        for (int count = characters.read(buffer); count >= 0; count = characters.read(buffer)) {
            for (int i = 0; i < count; i++) {
                char c = buffer[i];
                if (c == '\r') {
                    text.append('\n');
                } else if (c == 0) {
                    throw new DocumentProblem(Code.UNSUPPORTED_TYPE, "The file is not a text.");
                } else if (!(c == '\n' && afterReturn || c == '\ufeff' && text.isEmpty())) {
                    text.append(c);
                }
                afterReturn = c == '\r';
            }
            if (text.length() > limit) {
                throw new DocumentProblem(
                        Code.TOO_LARGE, "The text has more than %,d characters.".formatted(limit));
            }
        }
        return text.toString();
    }
}
