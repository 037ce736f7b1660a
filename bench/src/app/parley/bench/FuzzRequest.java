package app.parley.bench;

import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * One request, ready to be sent as anybody.
 *
 * @param told what is wrong with it, for whoever reads of it
 */
record FuzzRequest(
        FuzzOperation operation,
        String path,
        Map<String, String> headers,
        byte[] body,
        String told) {
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final int SHOWN = 500;

    HttpRequest to(InetSocketAddress server, String token) {
        var uri =
                URI.create(
                        "http://%s:%d%s".formatted(server.getHostString(), server.getPort(), path));
        var request =
                HttpRequest.newBuilder(uri)
                        .timeout(PATIENCE)
                        .method(operation.method(), BodyPublishers.ofByteArray(body));
        headers.forEach(request::setHeader);
        if (!token.isEmpty()) {
            request.setHeader("Authorization", "Bearer " + token);
        }
        return request.build();
    }

    @Override
    public String toString() {
        return "%s %s %s [%s] %s"
                .formatted(
                        operation.method(),
                        beginning(path),
                        beginning(headers.toString()),
                        told,
                        beginning(new String(body, StandardCharsets.UTF_8)));
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(SHOWN, text.length()));
    }
}
