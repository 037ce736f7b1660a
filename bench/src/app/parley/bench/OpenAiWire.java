package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.net.InetSocketAddress;
import java.util.Map;

/** Asks an OpenAI-compatible server, or a proxy before one, for a streamed answer. */
record OpenAiWire(InetSocketAddress server, String model, String prompt)
        implements StreamClient.Wire {
    @Override
    public byte[] start() {
        var body =
                "{\"model\":%s,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":%s}]}"
                        .formatted(quoted(model), quoted(prompt));
        return StreamClient.request(
                "POST",
                server,
                "/v1/chat/completions",
                Map.of("Authorization", "Bearer bench", "Accept", "text/event-stream"),
                body);
    }

    @Override
    public String textKey() {
        return "content";
    }

    @Override
    public boolean typed() {
        return false;
    }
}
