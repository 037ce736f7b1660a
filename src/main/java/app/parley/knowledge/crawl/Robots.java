package app.parley.knowledge.crawl;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** What a server's robots.txt lets this crawler do (RFC 9309). */
public final class Robots {
    /** As robots.txt names it. */
    static final String NAME = "parley";

    /** What must be read at least, and is read at most. */
    public static final int MOST_BYTES = 500 * 1024;

    private final SimpleRobotRules rules;

    private Robots(SimpleRobotRules rules) {
        this.rules = rules;
    }

    /**
     * @param address where the file came from
     */
    public static Robots of(URI address, byte[] content) {
        return new Robots(
                parser().parseContent(address.toString(), content, "text/plain", List.of(NAME)));
    }

    /** What an answer without the file means: on 4xx everything is allowed, on 5xx nothing. */
    public static Robots refused(int status) {
        return new Robots(
                new SimpleRobotRules(
                        status >= 500 ? RobotRulesMode.ALLOW_NONE : RobotRulesMode.ALLOW_ALL));
    }

    private static SimpleRobotRulesParser parser() {
        // Its own limit of the delay forbids everything above it; how long we wait, we say.
        return new SimpleRobotRulesParser(Long.MAX_VALUE, 0);
    }

    /** Whether nothing at all may be fetched, because the server cannot say what may. */
    public boolean allowNothing() {
        return rules.isAllowNone();
    }

    public boolean allow(URI page) {
        return rules.isAllowed(page.toString());
    }

    /** How long to wait between two requests; zero where it does not say. */
    public Duration delay() {
        return rules.getCrawlDelay() == BaseRobotRules.UNSET_CRAWL_DELAY
                ? Duration.ZERO
                : Duration.ofMillis(rules.getCrawlDelay());
    }

    /** Where it says that sitemaps are. */
    public List<String> sitemaps() {
        return rules.getSitemaps();
    }
}
