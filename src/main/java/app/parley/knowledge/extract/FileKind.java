package app.parley.knowledge.extract;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file is, by its first bytes. What a browser or a name says is not believed: the name only
 * tells texts apart, which are all read alike.
 *
 * @param reading how it is read
 */
public record FileKind(String mediaType, Reading reading) {
    /** Who reads a file. */
    public sealed interface Reading {
        /** This process: characters are only decoded. */
        record AsText(TextForm form) implements Reading {}

        /** A process of its own: the format is one that can do harm. */
        record Apart() implements Reading {}

        /** Nobody. */
        record NotAtAll() implements Reading {}
    }

    /** How many of the first bytes are looked at. */
    public static final int HEAD = 8_192;

    private static final Reading APART = new Reading.Apart();
    private static final Pattern HTML =
            Pattern.compile(
                    "(?is)\\s*+(?:<\\?xml[^>]*+>\\s*+)?(?:<!--.*?-->\\s*+)*+"
                            + "<(?:!doctype\\s+html|html|head|body)[\\s>].*");
    private static final Pattern MAIL =
            Pattern.compile(
                    "(?is)((received|return-path|from|mime-version|delivered-to|message-id):[^\\n]*\\n.*)");
    private static final Set<String> CODE =
            Set.of(
                    "java",
                    "kt",
                    "kts",
                    "scala",
                    "groovy",
                    "py",
                    "js",
                    "mjs",
                    "cjs",
                    "ts",
                    "tsx",
                    "jsx",
                    "c",
                    "h",
                    "cc",
                    "cpp",
                    "hpp",
                    "cs",
                    "go",
                    "rs",
                    "rb",
                    "php",
                    "swift",
                    "m",
                    "mm",
                    "sh",
                    "bash",
                    "zsh",
                    "ps1",
                    "sql",
                    "r",
                    "lua",
                    "pl",
                    "pm",
                    "ex",
                    "exs",
                    "erl",
                    "hs",
                    "clj",
                    "dart",
                    "vue",
                    "svelte",
                    "css",
                    "scss",
                    "less",
                    "xml",
                    "xsd",
                    "svg",
                    "yaml",
                    "yml",
                    "toml",
                    "ini",
                    "conf",
                    "cfg",
                    "properties",
                    "gradle",
                    "tf",
                    "proto",
                    "graphql",
                    "json",
                    "jsonl",
                    "ndjson",
                    "ipynb",
                    "dockerfile",
                    "makefile",
                    "cmake",
                    "tex",
                    "bib",
                    "log");
    private static final Map<String, String> OFFICE =
            Map.of(
                    "docx",
                            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    "pptx",
                            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
                    "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    private static final Map<String, String> OLD_OFFICE =
            Map.of(
                    "doc", "application/msword",
                    "ppt", "application/vnd.ms-powerpoint",
                    "xls", "application/vnd.ms-excel",
                    "msg", "application/vnd.ms-outlook");

    /**
     * @param head the first {@link #HEAD} bytes, fewer if there are no more
     */
    public static FileKind of(byte[] head, String name) {
        var ending = ending(name);
        var latin = new String(head, StandardCharsets.ISO_8859_1);
        if (latin.substring(0, Math.min(1_024, latin.length())).contains("%PDF-")) {
            return new FileKind("application/pdf", APART);
        }
        if (latin.startsWith("PK\u0003\u0004")) {
            return zipped(latin, ending);
        }
        if (latin.startsWith("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1")) {
            return new FileKind(
                    OLD_OFFICE.getOrDefault(ending, "application/x-ole-storage"), APART);
        }
        if (latin.startsWith("{\\rtf")) {
            return new FileKind("application/rtf", APART);
        }
        return isText(head)
                ? text(latin, ending)
                : new FileKind("application/octet-stream", new Reading.NotAtAll());
    }

    private static FileKind zipped(String latin, String ending) {
        // OpenDocument and EPUB begin with an entry that is not packed and says what they are.
        int name = latin.indexOf("mimetype");
        if (name == 30) {
            var said = latin.substring(38, Math.min(latin.length(), 120));
            if (said.startsWith("application/epub+zip")) {
                return new FileKind("application/epub+zip", APART);
            }
            for (var kind : new String[] {"text", "spreadsheet", "presentation"}) {
                if (said.startsWith("application/vnd.oasis.opendocument." + kind)) {
                    return new FileKind("application/vnd.oasis.opendocument." + kind, APART);
                }
            }
        }
        return OFFICE.containsKey(ending)
                ? new FileKind(OFFICE.get(ending), APART)
                : new FileKind("application/zip", new Reading.NotAtAll());
    }

    private static FileKind text(String latin, String ending) {
        if (ending.equals("html")
                || ending.equals("htm")
                || ending.equals("xhtml")
                || HTML.matcher(latin).matches()) {
            return new FileKind("text/html", APART);
        }
        if (ending.equals("eml") || ending.isEmpty() && MAIL.matcher(latin).matches()) {
            return new FileKind("message/rfc822", APART);
        }
        return switch (ending) {
            case "md", "markdown", "mdown", "mdx", "rst", "adoc" ->
                    new FileKind("text/markdown", new Reading.AsText(TextForm.MARKDOWN));
            case "csv", "tsv" -> new FileKind("text/csv", new Reading.AsText(TextForm.ROWS));
            case "json" -> new FileKind("application/json", new Reading.AsText(TextForm.CODE));
            default ->
                    CODE.contains(ending)
                            ? new FileKind("text/x-source", new Reading.AsText(TextForm.CODE))
                            : new FileKind("text/plain", new Reading.AsText(TextForm.PLAIN));
        };
    }

    /** Whether the bytes are characters, in UTF-8, UTF-16 with its mark, or one byte each. */
    private static boolean isText(byte[] head) {
        if (head.length >= 2
                && (head[0] == (byte) 0xfe && head[1] == (byte) 0xff
                        || head[0] == (byte) 0xff && head[1] == (byte) 0xfe)) {
            return true;
        }
        int odd = 0;
        for (byte b : head) {
            if (b == 0) {
                return false;
            }
            odd += b > 0 && b < ' ' && b != '\n' && b != '\r' && b != '\t' && b != '\f' ? 1 : 0;
        }
        return odd == 0 || isUtf8(head) && odd * 100 < head.length;
    }

    static boolean isUtf8(byte[] head) {
        var decoder = StandardCharsets.UTF_8.newDecoder();
        // What is cut off at the end may be the beginning of a character.
        CoderResult result =
                decoder.decode(ByteBuffer.wrap(head), CharBuffer.allocate(head.length + 1), false);
        return !result.isError();
    }

    private static String ending(String name) {
        var small = name.toLowerCase(Locale.ROOT);
        int dot = small.lastIndexOf('.');
        if (dot < 0) {
            return small.equals("dockerfile") || small.equals("makefile") ? small : "";
        }
        return small.substring(dot + 1);
    }
}
