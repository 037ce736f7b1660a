package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** One collection of one person, over the HTTP API. */
record CollectionClient(ParleyApi person, String id) {
    private static final int UPLOADS_AT_ONCE = 4;

    /**
     * @param settings beside the name, such as {@code "passageTokens": 50}
     */
    static CollectionClient create(ParleyApi person, String name, String settings) {
        var body = "{\"name\": " + quoted(name) + (settings.isEmpty() ? "" : ", " + settings) + "}";
        var made = person.post("/api/v1/collections", body).expect(201).json();
        return new CollectionClient(person, String.valueOf(made.get("id")));
    }

    String path() {
        return "/api/v1/collections/" + id;
    }

    /** What the collection holds. */
    record State(long documents, long passages, long pending, long failed) {}

    State state() {
        var json = person.get(path()).expect(200).json();
        return new State(
                number(json.get("documentCount")),
                number(json.get("passageCount")),
                number(json.get("pendingCount")),
                number(json.get("failedCount")));
    }

    ParleyApi.Answer upload(String name, String text) {
        return person.upload(path() + "/documents", name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Uploads the documents, a few at once; their ids by the names that were given. */
    Map<String, String> uploadAll(Map<String, String> documents) {
        Map<String, String> ids = new ConcurrentHashMap<>();
        try (var threads = Executors.newFixedThreadPool(UPLOADS_AT_ONCE)) {
            documents.forEach(
                    (name, text) ->
                            threads.submit(
                                    () -> {
                                        var answer = upload(name + ".md", text);
                                        if (answer.status() != 200 && answer.status() != 201) {
                                            System.out.println(
                                                    name + " was refused: " + answer.body());
                                        }
                                        ids.put(name, String.valueOf(answer.json().get("id")));
                                    }));
        }
        return ids;
    }

    State awaitReady(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        var state = state();
        while (state.pending() > 0) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("not ready in time: " + state);
            }
            ParleyServer.pause(200);
            state = state();
        }
        return state;
    }

    /** A passage that the inspector shows; a rank of 0: not found that way. */
    record Found(
            String passage, String document, String text, long start, int byWords, int byMeaning) {}

    /** The best passages by words and meaning together. */
    List<Found> inspect(String question, int depth) {
        var body = "{\"query\": %s, \"depth\": %d}".formatted(quoted(question), depth);
        var items = person.post(path() + "/inspect", body).expect(200).json().get("items");
        List<Found> found = new ArrayList<>();
        for (var item : (List<?>) items) {
            var json = (Map<?, ?>) item;
            found.add(
                    new Found(
                            String.valueOf(json.get("passageId")),
                            String.valueOf(json.get("documentId")),
                            String.valueOf(json.get("text")),
                            number(json.get("start")),
                            rank(json.get("bm25")),
                            rank(json.get("vector"))));
        }
        return found;
    }

    /** The texts of the document's first passages, in reading order. */
    List<String> passages(String document) {
        List<String> texts = new ArrayList<>();
        var json =
                person.get("/api/v1/documents/" + document + "/passages?limit=200")
                        .expect(200)
                        .json();
        for (var item : (List<?>) json.get("items")) {
            texts.add(String.valueOf(((Map<?, ?>) item).get("text")));
        }
        return texts;
    }

    private static int rank(Object place) {
        return place instanceof Map<?, ?> known ? (int) number(known.get("rank")) : 0;
    }

    static long number(Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
