package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.outbound.Outbound;
import app.parley.platform.outbound.OutboundAnswer;
import app.parley.platform.outbound.OutboundReceiver;
import app.parley.platform.outbound.OutboundRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class BreachedPasswordsTests {
    // SHA-1 of "password" is 5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8.
    private static final String REST = "1E4C9B93F3F0682250B6CF8331B7EE68FD8";

    private final Service service = new Service();

    @Test
    void asksForAPrefixThatManyShare() {
        service.text = "0000000000000000000000000000000000A:3\r\n" + REST + ":42\r\n";

        assertThat(breached(Duration.ofSeconds(20)).contains("password")).isTrue();

        assertThat(service.asked).containsExactly("http://list.test/range/5BAA6");
    }

    @Test
    void whatIsNotListedOrOnlyPaddingIsFine() {
        service.text = REST + ":0\r\n0000000000000000000000000000000000A:3";

        assertThat(breached(Duration.ofSeconds(20)).contains("password")).isFalse();
    }

    @Test
    void aServiceThatIsAwayKeepsNobodyOut() {
        service.failure = new UncheckedIOException(new IOException("away"));

        assertThat(breached(Duration.ofSeconds(20)).contains("password")).isFalse();
    }

    @Test
    void aServiceThatAnswersWithAnErrorKeepsNobodyOut() {
        service.status = 503;
        service.text = REST + ":42";

        assertThat(breached(Duration.ofSeconds(20)).contains("password")).isFalse();
    }

    @Test
    void aServiceThatHangsKeepsNobodyWaiting() {
        service.hangs = true;

        assertThat(breached(Duration.ofMillis(50)).contains("password")).isFalse();
    }

    private BreachedPasswords breached(Duration patience) {
        return new BreachedPasswords(
                service,
                new AccountProperties(
                        true,
                        12,
                        Duration.ofMinutes(5),
                        Duration.ofDays(30),
                        Duration.ofDays(90),
                        Duration.ofSeconds(10),
                        Duration.ofDays(7),
                        "http://list.test/range/",
                        patience));
    }

    private static final class Service implements Outbound {
        private final List<String> asked = new ArrayList<>();
        private String text = "";
        private int status = 200;
        private RuntimeException failure;
        private boolean hangs;

        @Override
        public URI read(String address) {
            return URI.create(address);
        }

        @Override
        public <T> T fetch(OutboundRequest request, OutboundReceiver<T> receiver) {
            asked.add(request.address());
            while (hangs && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(1_000_000);
            }
            if (failure != null) {
                throw failure;
            }
            try {
                return receiver.receive(
                        new OutboundAnswer(
                                URI.create(request.address()), status, "text/plain", Map.of()),
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}
