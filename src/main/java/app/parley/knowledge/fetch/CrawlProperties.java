package app.parley.knowledge.fetch;

import app.parley.platform.config.SettingsProblem;
import java.time.Duration;
import java.util.ArrayList;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How sites are gone through.
 *
 * @param workers how many sites are gone through at once, which is mostly waiting; 0 leaves it to
 *     other processes
 * @param pause between two requests to one server
 * @param pageBytes the most bytes of one page
 * @param crawlBytes the most bytes of all pages of one crawl
 */
@ConfigurationProperties("parley.knowledge.crawl")
public record CrawlProperties(
        @DefaultValue("8") int workers,
        @DefaultValue("1s") Duration pause,
        @DefaultValue("2097152") long pageBytes,
        @DefaultValue("209715200") long crawlBytes) {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    public CrawlProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (workers < 0 || workers > 64) {
            problems.add(new SettingsProblem("workers", "must be between 0 and 64"));
        }
        if (pause.isNegative() || pause.compareTo(LONGEST_PAUSE) > 0) {
            problems.add(new SettingsProblem("pause", "must be between 0 and 1m"));
        }
        if (pageBytes < 1) {
            problems.add(new SettingsProblem("page-bytes", "must be positive"));
        }
        if (crawlBytes < pageBytes) {
            problems.add(new SettingsProblem("crawl-bytes", "must not be less than of one page"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }
}
