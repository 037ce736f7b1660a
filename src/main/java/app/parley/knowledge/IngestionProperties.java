package app.parley.knowledge;

import app.parley.platform.config.SettingsProblem;
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
 */
@ConfigurationProperties("parley.knowledge.ingestion")
record IngestionProperties(
        @DefaultValue("2") int workers,
        @DefaultValue("5000000") int textLimit,
        @DefaultValue("20000") int passageLimit,
        @DefaultValue("2147483648") long bytesPerPerson) {
    IngestionProperties {
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
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }
}
