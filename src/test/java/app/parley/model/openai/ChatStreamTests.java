package app.parley.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.model.gateway.Heard;
import app.parley.platform.Cancellation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ChatStreamTests {
    private final Heard heard = new Heard();

    /** The fast path against the parser: whatever the words are, both must say the same. */
    @Test
    void saysEveryTextExactlyWhateverItsCharactersAndItsPackets() throws IOException {
        var random = new Random(20261121);
        var json = new JsonMapper();
        for (var round = 0; round < 300; round++) {
            var said = new StringBuilder();
            var wire = new StringBuilder();
            for (var chunk = 0; chunk < 12; chunk++) {
                var words = words(random);
                said.append(words);
                var literal =
                        random.nextBoolean() ? json.writeValueAsString(words) : escaped(words);
                wire.append("data: {\"id\":\"x\",\"choices\":[{\"index\":0,\"delta\":{\"content\":")
                        .append(literal)
                        .append("},\"finish_reason\":null}]}\n\n");
            }
            wire.append("data: [DONE]\n\n");
            heard.pieces.clear();

            read(new Packets(wire.toString().getBytes(StandardCharsets.UTF_8), random));

            assertThat(heard.words()).isEqualTo(said.toString());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}                           | a",
                "{\"choices\":[{\"delta\":{\"content\":\"\\\"content\\\":\\\"x\"}}]}       | \"content\":\"x",
                "{\"x\":{\"content\":\"no\"},\"choices\":[{\"delta\":{\"content\":\"a\"}}]} | a",
                "{\"choices\":[{\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"a\"}]}}]} | a",
                "{\"choices\":[{\"message\":{\"content\":\"a\"}}]}                         | a",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"message\":{\"content\":\"no\"}}]} | a",
                "{\"choices\":[{\"delta\":{\"content\":\"a\\u0000b\"}}]}                   | a\uFFFDb",
                "{\"choices\":[{\"delta\":null},{\"delta\":{\"content\":\"a\"}}]}          | a",
                "{\"choices\":[{\"delta\":{\"content\":\"a\"}}],\"error\":null}            | a",
            })
    void findsTheWords(String chunk, String words) throws IOException {
        read("data: " + chunk + "\n\ndata: [DONE]\n\n");

        assertThat(heard.words()).isEqualTo(words);
    }

    @Test
    void doesNotTakeATemplateForAChunkThatOnlyLooksAlike() throws IOException {
        var stream =
                read(
                        """
                        data: {"choices":[{"delta":{"content":"a"},"finish_reason":null}]}

                        data: {"choices":[{"delta":{"content":"b","role":"x\\"},"finish_reason":null}]}

                        data: {"choices":[{"delta":{"content":"c"},"finish_reason":"stop"}]}

                        data: {"choices":[{"delta":{"content":"d\\\\"},"finish_reason":null}]}

                        """
                                .replace("\"x\\\"}", "\"x\"}"));

        assertThat(heard.words()).isEqualTo("abcd\\");
        assertThat(stream.finishReason()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesEitherLineEndAndNoSpaceAfterTheColon(String lineEnd) throws IOException {
        read(
                "data:{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n: comment\n\ndata:[DONE]\n"
                        .replace("\n", lineEnd));

        assertThat(heard.words()).isEqualTo("a");
    }

    @Test
    void takesTheLastLineWithoutItsEnd() throws IOException {
        var stream =
                read(
                        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}");

        assertThat(heard.words()).isEqualTo("a");
        assertThat(stream.isComplete()).isTrue();
    }

    @Test
    void keepsReasoningAndWordsInTheirOrder() throws IOException {
        read(
                """
                data: {"choices":[{"delta":{"reasoning_content":"one","reasoning":"one"}}]}
                data: {"choices":[{"delta":{"content":"two"}}]}
                data: {"choices":[{"delta":{"reasoning":"three"}}]}
                data: {"choices":[{"delta":{"content":"four"}}]}
                data: [DONE]
                """);

        assertThat(heard.thoughts).containsExactly("one", "three");
        assertThat(heard.pieces).containsExactly("two", "four");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: {\"error\":{\"message\":\"Rate limit reached\",\"code\":429}}\n",
                "data: {\"error\":\"overloaded\"}\n",
                "{\"error\":{\"message\":\"x\"}}\n",
                "event: error\ndata: {\"error\":{\"message\":\"x\",\"more\":[{}]},\"choices\":[]}\n",
            })
    void noticesAnError(String wire) throws IOException {
        assertThat(read(wire).error()).isNotNull();
    }

    @Test
    void refusesAChunkThatIsNotJson() {
        assertThatThrownBy(() -> read("data: {\"choices\":[{\"delta\":{\"content\":\"a\n\n"))
                .isInstanceOf(ChatStream.BrokenException.class);
    }

    @Test
    void refusesDeepNesting() {
        assertThatThrownBy(() -> read("data: {\"a\":" + "[".repeat(100_000) + "\n"))
                .isInstanceOf(ChatStream.BrokenException.class);
    }

    @Test
    void keepsTheAnswerWhenTheConnectionBreaksAfterItsEnd() throws IOException {
        var wire =
                "data: {\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":\"stop\"}]}\n\n"
                        .getBytes(StandardCharsets.UTF_8);
        var broken =
                new InputStream() {
                    private boolean given;

                    @Override
                    public int read() {
                        throw new UnsupportedOperationException();
                    }

                    @Override
                    public int read(byte[] target, int offset, int length) throws IOException {
                        if (given) {
                            throw new IOException("reset");
                        }
                        given = true;
                        System.arraycopy(wire, 0, target, offset, wire.length);
                        return wire.length;
                    }
                };

        assertThat(read(broken).isComplete()).isTrue();
    }

    private ChatStream read(String wire) throws IOException {
        return read(new ByteArrayInputStream(wire.getBytes(StandardCharsets.UTF_8)));
    }

    private ChatStream read(InputStream wire) throws IOException {
        var stream = new ChatStream(wire, heard, new Cancellation());
        stream.read();
        return stream;
    }

    private static String words(Random random) {
        var alphabet =
                new String[] {
                    "a", "é", "漢", "🙂", "\"", "\\", "\n", "\t", "/", "\u0001", " ", "\u2028"
                };
        var words = new StringBuilder();
        for (var i = random.nextInt(9); i > 0; i--) {
            words.append(alphabet[random.nextInt(alphabet.length)]);
        }
        return words.toString();
    }

    private static String escaped(String words) {
        var escaped = new StringBuilder("\"");
        words.chars().forEach(c -> escaped.append("\\u%04X".formatted(c)));
        return escaped.append('"').toString();
    }

    /** A stream that arrives in packets of any size. */
    private static final class Packets extends InputStream {
        private final ByteArrayInputStream in;
        private final Random random;

        Packets(byte[] bytes, Random random) {
            in = new ByteArrayInputStream(bytes);
            this.random = random;
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return in.read(target, offset, Math.min(length, 1 + random.nextInt(400)));
        }
    }
}
