package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StreamClientTests {
    private final StubModelServer stub = StubModelServer.start();
    private final Timings timings = new Timings();

    @AfterEach
    void stop() {
        stub.close();
    }

    @Test
    void readsManyPacedStreamsExactly() {
        var streams = read("paced:tokens=50,interval=5", 50, 40);
        assertThat(streams).allMatch(TokenStream::exact);
        assertThat(timings.firstToken.count()).isEqualTo(40);
        assertThat(timings.delays.count()).isEqualTo(40 * 50);
        assertThat(timings.delays.millis(.5)).isBetween(0.0, 1000.0);
    }

    @Test
    void readsAFloodExactly() {
        assertThat(read("flood:tokens=6000", 6000, 3)).allMatch(TokenStream::exact);
    }

    @Test
    void reportsAStreamThatWasCutOff() {
        var stream = read("cut", -1, 1).getFirst();
        assertThat(stream.ended()).isFalse();
        assertThat(stream.complaint()).isNotEmpty();
    }

    @Test
    void reportsWhatAServerSaidInsteadOfAStream() {
        assertThat(read("limited", -1, 1).getFirst().complaint()).startsWith("429 ");
    }

    private List<TokenStream> read(String model, int tokens, int count) {
        var streams = new ArrayList<TokenStream>();
        var wire = new OpenAiWire(new InetSocketAddress("127.0.0.1", stub.port()), model, "Count.");
        for (var i = 0; i < count; i++) {
            streams.add(new TokenStream(wire, System.nanoTime() + i * 1_000_000L, tokens, timings));
        }
        try (var client = new StreamClient(1)) {
            client.run(streams, Duration.ofMinutes(2));
        }
        return streams;
    }
}
