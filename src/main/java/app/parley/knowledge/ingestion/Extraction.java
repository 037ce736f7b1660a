package app.parley.knowledge.ingestion;

import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.ExtractedText;
import app.parley.knowledge.extract.ExtractionLimits;
import app.parley.knowledge.extract.FileKind;
import app.parley.knowledge.extract.PlainText;
import app.parley.knowledge.extract.SeparateReader;
import app.parley.knowledge.extract.SourceFile;
import app.parley.platform.config.ParleyProperties;
import java.io.IOException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads a file's text, each kind of file in the way that is safe for it. */
@Component
public class Extraction {
    /** The largest file that may be unpacked while another is read. */
    private static final long DISK_LIMIT = 512L * 1024 * 1024;

    private final PlainText plain;
    private final SeparateReader apart;

    Extraction(IngestionProperties settings, ParleyProperties parley) {
        plain = new PlainText(settings.textLimit());
        apart =
                new SeparateReader(
                        parley.dataDir().resolve("reading"),
                        new ExtractionLimits(
                                settings.extractionTime(),
                                settings.extractionMegabytes(),
                                DISK_LIMIT,
                                settings.textLimit()));
    }

    public ExtractedText read(SourceFile file) throws IOException, DocumentProblem {
        return read(file, kind(file));
    }

    /**
     * Whether reading the file costs nothing to speak of: it is text, and no process is started.
     */
    boolean isCheap(FileKind kind) {
        return kind.reading() instanceof FileKind.Reading.AsText;
    }

    public ExtractedText read(SourceFile file, FileKind kind) throws IOException, DocumentProblem {
        return switch (kind.reading()) {
            case FileKind.Reading.AsText text -> plain.read(file, text.form());
            case FileKind.Reading.Apart none -> apart.read(file);
            case FileKind.Reading.NotAtAll none -> throw unsupported();
        };
    }

    /** At the start, and later, because what was left just now may still be somebody's. */
    @Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT10M")
    void removeLeftovers() throws IOException {
        apart.removeLeftovers();
    }

    FileKind kind(SourceFile file) throws IOException {
        try (var content = file.open()) {
            return FileKind.of(content.readNBytes(FileKind.HEAD), file.name());
        }
    }

    private static DocumentProblem unsupported() {
        return new DocumentProblem(
                DocumentProblem.Code.UNSUPPORTED_TYPE, "Parley cannot read files of this kind.");
    }
}
