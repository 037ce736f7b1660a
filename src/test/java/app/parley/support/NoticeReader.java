package app.parley.support;

import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A tab that listens to the notice stream. */
public final class NoticeReader implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Events.Event> events = new CopyOnWriteArrayList<>();

    public NoticeReader(Api api) throws InterruptedException {
        this(api, null);
    }

    public NoticeReader(Api api, String lastEventId) throws InterruptedException {
        var request = api.request("/api/v1/events");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        var open = new CountDownLatch(1);
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                var lines =
                                        client.send(
                                                        request.GET().build(),
                                                        HttpResponse.BodyHandlers.ofLines())
                                                .body();
                                open.countDown();
                                Events.read(lines).forEach(events::add);
                            } catch (java.io.IOException
                                    | InterruptedException
                                    | UncheckedIOException gone) {
                                open.countDown();
                            }
                        });
        open.await();
    }

    public List<String> types() {
        return events.stream().map(Events.Event::type).toList();
    }

    /** All of this type, the oldest first. */
    public List<Events.Event> all(String type) {
        return events.stream().filter(event -> event.type().equals(type)).toList();
    }

    public Events.Event first(String type) {
        return events.stream().filter(event -> event.type().equals(type)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
