package app.parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SseDecoderTests {
    private static final String STREAM =
            """
            : ping

            id: 7
            event: text-delta
            data: {"text":"é\\n"}

            data: one
            data: two

            """;

    @Test
    void readsTheSameEventsHoweverBytesAndChunksAreCut() {
        for (var chunk = 1; chunk < 40; chunk += 3) {
            var response = chunked(STREAM.getBytes(StandardCharsets.UTF_8), chunk);
            for (var cut = 0; cut < response.length; cut += 5) {
                var seen = new Seen();
                var decoder = new SseDecoder(seen);
                decoder.feed(ByteBuffer.wrap(response, 0, cut));
                decoder.feed(ByteBuffer.wrap(response, cut, response.length - cut));
                assertThat(seen.told)
                        .containsExactly(
                                "200",
                                ":",
                                "text-delta 7 {\"text\":\"é\\n\"}",
                                "message 7 one\ntwo");
                assertThat(decoder.complete()).isTrue();
            }
        }
    }

    @Test
    void keepsTheBodyOfAnAnswerThatIsNotAStream() {
        var decoder = new SseDecoder(new Seen());
        var response =
                "HTTP/1.1 409 \r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n\r\n{}";
        decoder.feed(ByteBuffer.wrap(response.getBytes(StandardCharsets.UTF_8)));
        assertThat(decoder.complete()).isTrue();
        assertThat(decoder.body()).isEqualTo("{}");
    }

    @Test
    void knowsACutConnectionFromAFinishedResponse() {
        var decoder = new SseDecoder(new Seen());
        var response = chunked(STREAM.getBytes(StandardCharsets.UTF_8), 20);
        decoder.feed(ByteBuffer.wrap(response, 0, response.length - 8));
        decoder.closed();
        assertThat(decoder.complete()).isFalse();
    }

    private static byte[] chunked(byte[] content, int size) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(
                "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        for (var from = 0; from < content.length; from += size) {
            var length = Math.min(size, content.length - from);
            out.writeBytes(
                    (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(content, from, length);
            out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static final class Seen implements SseDecoder.Listener {
        final List<String> told = new ArrayList<>();

        @Override
        public void head(int status, Map<String, String> headers) {
            told.add(String.valueOf(status));
        }

        @Override
        public void event(String type, long id, byte[] data, int length) {
            told.add(type + " " + id + " " + new String(data, 0, length, StandardCharsets.UTF_8));
        }

        @Override
        public void comment() {
            told.add(":");
        }
    }
}
