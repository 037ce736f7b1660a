package app.parley.account;

import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundException;
import app.parley.platform.outbound.OutboundRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks the range API of Have I Been Pwned, or one like it, whether a password was stolen elsewhere.
 * It learns the first five hex digits of the password's SHA-1, which hundreds of passwords share
 * (k-anonymity). When it does not answer in time, the password is taken: nobody is kept out because
 * another service is away.
 */
@Component
class BreachedPasswords {
    private static final Logger LOG = LoggerFactory.getLogger(BreachedPasswords.class);
    private static final int PREFIX = 5;
    private static final long MOST_BYTES = 256 * 1024;

    private final Outbound outbound;
    private final AccountProperties settings;

    BreachedPasswords(Outbound outbound, AccountProperties settings) {
        this.outbound = outbound;
        this.settings = settings;
    }

    boolean contains(String password) {
        var digest = sha1(password);
        var asked = new FutureTask<>(() -> isListed(digest));
        var thread = Thread.ofVirtual().name("breach-check").start(asked);
        try {
            return asked.get(settings.breachPatience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            LOG.warn("The list of stolen passwords cannot be asked", failed.getCause());
            return false;
        } catch (TimeoutException slow) {
            LOG.warn("The list of stolen passwords did not answer in time");
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            thread.interrupt();
        }
    }

    private boolean isListed(String digest) throws OutboundException {
        var address = settings.breachUrl() + digest.substring(0, PREFIX);
        var request =
                new OutboundRequest(
                        address, Map.of("Add-Padding", "true"), MOST_BYTES, Set.of("text/plain"));
        var end = digest.substring(PREFIX);
        return outbound.fetch(
                request,
                (answer, body) ->
                        answer.isSuccess()
                                && new String(body.readAllBytes(), StandardCharsets.US_ASCII)
                                        .lines()
                                        .anyMatch(line -> isHit(line, end)));
    }

    /** A line is the rest of a digest and how often it was seen; padding was never seen. */
    private static boolean isHit(String line, String end) {
        var parts = line.strip().split(":");
        return parts.length == 2 && parts[0].equalsIgnoreCase(end) && !parts[1].equals("0");
    }

    private static String sha1(String password) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(password.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("the JDK has no SHA-1", impossible);
        }
    }
}
