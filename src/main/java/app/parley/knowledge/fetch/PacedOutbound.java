package app.parley.knowledge.fetch;

import app.parley.knowledge.crawl.PageAddress;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundAnswer;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundReceiver;
import app.parley.platform.outbound.OutboundRequest;
import app.parley.platform.task.Tasks;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Fetches no faster than a server bears: all requests for pages, of whoever and from whichever
 * process, wait for their turn here.
 */
@Component
public class PacedOutbound {
    /** Whoever has to wait longer than for one other does something else meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    /** A site that asks for more would never be gone through. */
    private static final Duration LONGEST_GAP = Duration.ofSeconds(30);

    private final Outbound outbound;
    private final JdbcServerPace pace;
    private final Tasks tasks;
    private final Clock clock;
    private final CrawlProperties settings;

    PacedOutbound(
            Outbound outbound,
            JdbcServerPace pace,
            Tasks tasks,
            Clock clock,
            CrawlProperties settings) {
        this.outbound = outbound;
        this.pace = pace;
        this.tasks = tasks;
        this.clock = clock;
        this.settings = settings;
    }

    /** The server's next turn is too far away to wait for it. */
    public static final class Busy extends RuntimeException {
        private final Duration pause;
        private final boolean refused;

        /**
         * @param refused whether the server has said so itself, to this very request
         */
        Busy(Duration pause, boolean refused) {
            super("the server is to be left alone for " + pause, null, false, false);
            this.pause = pause;
            this.refused = refused;
        }

        /** How long until it is worth trying again. */
        public Duration pause() {
            return pause;
        }

        public boolean isRefused() {
            return refused;
        }
    }

    /**
     * {@link Outbound#fetch}, when it is this request's turn.
     *
     * @param delay that the server asks for between requests; no less than the setting's is kept,
     *     and no more than half a minute
     * @throws Busy if that would take too long, or the server answers that it is too much
     */
    public <T> T fetch(OutboundRequest request, Duration delay, OutboundReceiver<T> receiver) {
        var server = PageAddress.server(outbound.read(request.address()));
        var gap = gap(delay);
        var wait =
                pace.next(server, gap, gap.plus(PATIENCE))
                        .orElseThrow(
                                () ->
                                        new Busy(
                                                Duration.between(
                                                        clock.instant(), pace.freeAt(server)),
                                                false));
        tasks.pause(wait);
        return outbound.fetch(
                request,
                (answer, body) -> {
                    leaveAlone(answer);
                    return receiver.receive(answer, body);
                });
    }

    @Scheduled(initialDelayString = "PT10M", fixedDelayString = "PT6H")
    void forgetServers() {
        pace.forget();
    }

    private Duration gap(Duration asked) {
        var bounded = asked.compareTo(LONGEST_GAP) > 0 ? LONGEST_GAP : asked;
        return bounded.compareTo(settings.pause()) > 0 ? bounded : settings.pause();
    }

    /** A server that is asked too much of is left alone by all who want something of it. */
    private void leaveAlone(OutboundAnswer answer) {
        RetryAfter.of(answer)
                .ifPresent(
                        pause -> {
                            pace.hold(
                                    PageAddress.server(answer.address()),
                                    clock.instant().plus(pause));
                            throw new Busy(pause, true);
                        });
    }

    /**
     * The address that somebody has written, as it would be fetched.
     *
     * @throws ParleyException if it is none
     */
    public URI read(String text) {
        try {
            return outbound.read(text);
        } catch (OutboundException impossible) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, String.valueOf(impossible.getMessage()));
        }
    }
}
