package app.parley.knowledge.ingestion;

import app.parley.platform.config.SettingsProblem;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files become searchable.
 *
 * @param workers how many documents are worked on at once; 0 leaves it to other processes
 * @param textLimit the most characters of a document's text
 * @param passageLimit the most passages of a document
 * @param bytesPerPerson the most bytes of all files in one person's collections
 * @param extractionTime how long reading one file may take, where a process of its own reads it
 * @param extractionMegabytes the heap of that process
 */
@ConfigurationProperties("parley.knowledge.ingestion")
public record IngestionProperties(
        @DefaultValue("2") int workers,
        @DefaultValue("5000000") int textLimit,
        @DefaultValue("20000") int passageLimit,
        @DefaultValue("2147483648") long bytesPerPerson,
        @DefaultValue("60s") Duration extractionTime,
        @DefaultValue("512") int extractionMegabytes) {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final int SMALLEST_HEAP = 64;

    public IngestionProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (workers < 0 || workers > 64) {
            problems.add(new SettingsProblem("workers", "must be between 0 and 64"));
        }
        if (textLimit < 1) {
            problems.add(new SettingsProblem("text-limit", "must be positive"));
        }
        if (passageLimit < 1) {
            problems.add(new SettingsProblem("passage-limit", "must be positive"));
        }
        if (bytesPerPerson < 0) {
            problems.add(new SettingsProblem("bytes-per-person", "cannot be negative"));
        }
        if (extractionTime.isNegative()
                || extractionTime.isZero()
                || extractionTime.compareTo(LONGEST) > 0) {
            problems.add(new SettingsProblem("extraction-time", "must be between 1s and 2m"));
        }
        if (extractionMegabytes < SMALLEST_HEAP) {
            problems.add(
                    new SettingsProblem(
                            "extraction-megabytes", "must be at least " + SMALLEST_HEAP));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }
}
