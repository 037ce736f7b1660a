package app.parley.knowledge.extract.tika;

import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.TextForm;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** Reads one file with Apache Tika. */
final class FileReader {
    private static final Set<String> READ =
            Set.of(
                    "application/pdf",
                    "application/rtf",
                    "application/epub+zip",
                    "application/msword",
                    "application/vnd.ms-powerpoint",
                    "application/vnd.ms-excel",
                    "application/vnd.ms-outlook",
                    "text/html",
                    "application/xhtml+xml",
                    "message/rfc822");
    private static final List<String> READ_FAMILIES =
            List.of(
                    "application/vnd.openxmlformats-officedocument.",
                    "application/vnd.oasis.opendocument.",
                    "application/vnd.ms-word.",
                    "application/vnd.ms-excel.",
                    "application/vnd.ms-powerpoint.");
    private static final int TITLE_LIMIT = 300;

    private final int textLimit;

    FileReader(int textLimit) {
        this.textLimit = textLimit;
    }

    ExtractedText read(Path file, String name) throws DocumentProblem, IOException {
        var metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        var writer = new MarkdownWriter(textLimit);
        try (var content = TikaInputStream.get(file, metadata)) {
            var tika = TikaConfig.getDefaultConfig();
            var type = tika.getDetector().detect(content, metadata).getBaseType().toString();
            if (!READ.contains(type) && READ_FAMILIES.stream().noneMatch(type::startsWith)) {
                throw new DocumentProblem(
                        Code.UNSUPPORTED_TYPE, "Parley cannot read files of this kind.");
            }
            var parser = new AutoDetectParser(tika);
            parser.parse(content, writer, metadata, context(type, parser));
        } catch (EncryptedDocumentException locked) {
            throw new DocumentProblem(
                    Code.ENCRYPTED,
                    "The file is encrypted; save it without a password and add it again.");
        } catch (ZeroByteFileException empty) {
            throw new DocumentProblem(Code.EMPTY, "The file is empty.");
        } catch (SAXException stopped) {
            throw problem(stopped);
        } catch (TikaException unreadable) {
            var cause = tooMuch(unreadable);
            if (cause != null) {
                throw problem(cause);
            }
            throw new DocumentProblem(
                    Code.UNREADABLE,
                    "The file is damaged, or is not what its content begins with.");
        }
        if (writer.text().isBlank()) {
            throw new DocumentProblem(
                    Code.EMPTY, "No text was found in the file; pictures of text are not read.");
        }
        return new ExtractedText(
                title(metadata), writer.text(), TextForm.MARKDOWN, writer.pageStarts());
    }

    private static ParseContext context(String type, Parser parser) {
        var pdf = new PDFParserConfig();
        pdf.setExtractInlineImages(false);
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setSortByPosition(false);
        pdf.setMaxMainMemoryBytes(64L * 1024 * 1024);
        var office = new OfficeParserConfig();
        office.setExtractMacros(false);
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeDeletedContent(false);
        var context = new ParseContext();
        context.set(PDFParserConfig.class, pdf);
        context.set(OfficeParserConfig.class, office);
        context.set(
                EmbeddedDocumentExtractor.class,
                type.equals("message/rfc822") ? new MailBody(context, parser) : new Nothing());
        return context;
    }

    /** Files inside of files are files of their own: what is in them is not what this one says. */
    private static final class Nothing implements EmbeddedDocumentExtractor {
        @Override
        public boolean shouldParseEmbedded(Metadata embedded) {
            return false;
        }

        @Override
        public void parseEmbedded(
                InputStream content,
                ContentHandler handler,
                Metadata embedded,
                boolean outputHtml) {
            // never asked to
        }
    }

    /** What a mail says is a file inside of it to the parser; what is attached has a name. */
    private static final class MailBody extends ParsingEmbeddedDocumentExtractor {
        private static final Set<String> SAID = Set.of("text/plain", "text/html");

        MailBody(ParseContext context, Parser parser) {
            super(contextWith(context, parser));
        }

        private static ParseContext contextWith(ParseContext context, Parser parser) {
            context.set(Parser.class, parser);
            return context;
        }

        @Override
        public boolean shouldParseEmbedded(Metadata embedded) {
            var type = embedded.get(Metadata.CONTENT_TYPE);
            return embedded.get(TikaCoreProperties.RESOURCE_NAME_KEY) == null
                    && type != null
                    && SAID.contains(type.replaceFirst(";.*", "").strip());
        }
    }

    private static @Nullable String title(Metadata metadata) {
        var title = metadata.get(TikaCoreProperties.TITLE);
        if (title == null) {
            return null;
        }
        var shown = title.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip();
        return shown.isEmpty() || shown.length() > TITLE_LIMIT ? null : shown;
    }

    private static @Nullable SAXException tooMuch(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkdownWriter.TooMuch found) {
                return found;
            }
        }
        return null;
    }

    private DocumentProblem problem(SAXException stopped) {
        var cause = tooMuch(stopped);
        if (cause instanceof MarkdownWriter.TooMuch much) {
            return much.isComplex()
                    ? new DocumentProblem(
                            Code.TOO_COMPLEX,
                            "The file has more parts than a text that people wrote.")
                    : new DocumentProblem(
                            Code.TOO_LARGE,
                            "The text has more than %,d characters.".formatted(textLimit));
        }
        // Tika's own guard against what unpacks without end.
        return new DocumentProblem(
                Code.TOO_COMPLEX, "The file unpacks to far more than it is, and was not read.");
    }
}
