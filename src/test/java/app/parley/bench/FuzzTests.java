package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.TestServer;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/**
 * A short round of {@code ./parley test fuzz}; its seed is fixed so that what it finds comes back.
 */
class FuzzTests {
    private static final int REQUESTS = 600;
    private static final long SEED = 20_261_122;

    @Test
    void whateverComesIsRefusedOrDone() throws Exception {
        try (var models = StubModelServer.start();
                var server =
                        TestServer.start(
                                "parley.model.openai.base-url=" + models.url("/v1"),
                                "parley.limits.login-failures-per-hour=1000000",
                                "parley.limits.logins-per-minute=1000000",
                                "parley.limits.turns-per-minute=1000000",
                                "parley.limits.refreshes-per-minute=1000000");
                var round =
                        new FuzzRound(new InetSocketAddress("127.0.0.1", server.port()), SEED)) {

            var findings = round.run(REQUESTS);

            assertThat(findings).isEmpty();
            var fuzz = round.fuzz();
            assertThat(fuzz.operations()).isGreaterThan(100);
            // It gets past the door: it is not 401 and 404 alone that were tried.
            assertThat(fuzz.statuses()).containsKeys(200, 201, 204, 400, 401, 403, 404);
            assertThat(fuzz.succeeded().keySet())
                    .containsExactlyInAnyOrder("administrator", "key", "nobody", "person");
            assertThat(server.api().get("/health/live").status()).isEqualTo(200);
        }
    }
}
