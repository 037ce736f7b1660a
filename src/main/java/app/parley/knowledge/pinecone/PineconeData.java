package app.parley.knowledge.pinecone;

import app.parley.knowledge.index.Hit;
import app.parley.knowledge.index.IndexUnavailableException;
import app.parley.knowledge.index.IndexedPassage;
import app.parley.knowledge.pinecone.JdbcNamespaceStore.Namespace;
import app.parley.platform.outbound.ServiceHttp.Answer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One index at Pinecone. A passage's id there begins with its document's, so that all of a document
 * can be listed; nothing but ids and vectors goes there.
 */
class PineconeData {
    /** Pinecone takes 2 MB in one request, and 1,000 ids to delete. */
    private static final int MOST_BYTES = 1_500_000;

    private static final int BYTES_OF_A_NUMBER = 13;
    private static final int MOST_VECTORS = 200;
    private static final int MOST_IDS = 1_000;
    private static final int MOST_FOUND = 10_000;
    private static final int TRIES = 3;
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final PineconeClient client;
    private final URI host;

    PineconeData(PineconeClient client, URI host) {
        this.client = client;
        this.host = host;
    }

    /** How many vectors of this length go into one request. */
    static int batch(int dimensions) {
        return Math.clamp(MOST_BYTES / (dimensions * BYTES_OF_A_NUMBER), 1, MOST_VECTORS);
    }

    static String id(IndexedPassage passage) {
        return passage.document() + "#" + passage.id();
    }

    /**
     * @return the write's place in the namespace's log; 0 where Pinecone does not tell
     */
    long upsert(Namespace namespace, List<IndexedPassage> passages) {
        var vectors = passages.stream().map(PineconeData::vector).toList();
        var body = Map.of("namespace", namespace.name(), "vectors", vectors);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            var answer = client.post(uri("/vectors/upsert"), body, Set.of());
            if (json(answer).path("upsertedCount").asInt() == passages.size()) {
                return place(answer);
            }
        }
        throw new IndexUnavailableException("Pinecone keeps only a part of what is sent.", null);
    }

    private static Map<String, Object> vector(IndexedPassage passage) {
        return Map.of(
                "id", id(passage),
                "values", passage.embedding().vector(),
                "metadata", Map.of("document", passage.document().toString()));
    }

    /** The ids of all passages of a document. */
    Set<String> ids(Namespace namespace, UUID document) {
        Set<String> ids = new HashSet<>();
        var next = "";
        do {
            var page =
                    json(
                            client.get(
                                    uri(
                                            "/vectors/list?namespace="
                                                    + encoded(namespace.name())
                                                    + "&prefix="
                                                    + encoded(document + "#")
                                                    + "&limit=100"
                                                    + (next.isEmpty()
                                                            ? ""
                                                            : "&paginationToken=" + encoded(next))),
                                    Set.of(404)));
            page.path("vectors").forEach(vector -> ids.add(vector.path("id").asString()));
            next = page.path("pagination").path("next").asString("");
        } while (!next.isEmpty());
        return ids;
    }

    /**
     * @return the last write's place in the namespace's log
     */
    long delete(Namespace namespace, Collection<String> ids) {
        long place = 0;
        var left = new ArrayList<>(ids);
        for (int from = 0; from < left.size(); from += MOST_IDS) {
            var some = left.subList(from, Math.min(left.size(), from + MOST_IDS));
            place =
                    place(
                            client.post(
                                    uri("/vectors/delete"),
                                    Map.of("namespace", namespace.name(), "ids", some),
                                    Set.of(404)));
        }
        return place;
    }

    /** Deletes all of a namespace, and with that the namespace. */
    void delete(Namespace namespace) {
        client.post(
                uri("/vectors/delete"),
                Map.of("namespace", namespace.name(), "deleteAll", true),
                Set.of(404));
    }

    /**
     * @param documents only these; all where there are none
     */
    List<Hit> query(Namespace namespace, float[] vector, Set<UUID> documents, int limit) {
        return json(asked(namespace, vector, documents, limit))
                .path("matches")
                .valueStream()
                .map(PineconeData::hit)
                .toList();
    }

    /** Waits until searches see what was written, which Pinecone does not promise at once. */
    void awaitFresh(Namespace namespace, long place) {
        long deadline = System.nanoTime() + FRESH.toNanos();
        while (place > 0 && seen(namespace) < place) {
            if (System.nanoTime() > deadline) {
                throw new IndexUnavailableException(
                        "Pinecone does not show what was written to it.", null);
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                throw new IndexUnavailableException("Pinecone was not waited for.", stopping);
            }
        }
    }

    private long seen(Namespace namespace) {
        var any = new float[namespace.dimensions()];
        any[0] = 1;
        return asked(namespace, any, Set.of(), 1)
                .header("x-pinecone-max-indexed-lsn")
                .map(PineconeData::number)
                .orElse(Long.MAX_VALUE);
    }

    private Answer asked(Namespace namespace, float[] vector, Set<UUID> documents, int limit) {
        Map<String, Object> body = new HashMap<>();
        body.put("namespace", namespace.name());
        body.put("vector", vector);
        body.put("topK", Math.min(limit, MOST_FOUND));
        if (!documents.isEmpty()) {
            var ids = documents.stream().map(UUID::toString).sorted().toList();
            body.put("filter", Map.of("document", Map.of("$in", ids)));
        }
        return client.post(uri("/query"), body, Set.of());
    }

    private static Hit hit(JsonNode match) {
        var id = match.path("id").asString();
        return new Hit(
                UUID.fromString(id.substring(id.indexOf('#') + 1)), match.path("score").asDouble());
    }

    private static long place(Answer answer) {
        return answer.header("x-pinecone-request-lsn").map(PineconeData::number).orElse(0L);
    }

    private static long number(String said) {
        return said.matches("\\d{1,18}") ? Long.parseLong(said) : 0;
    }

    private static JsonNode json(Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    private URI uri(String path) {
        return URI.create(host + path);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
