package app.parley.knowledge.pinecone;

import app.parley.knowledge.index.IndexUnavailableException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The indexes at Pinecone: all vectors of one have the same length, so that each length has one.
 */
class PineconeIndexes {
    private static final Logger LOG = LoggerFactory.getLogger(PineconeIndexes.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int LOOKS = 120;

    private final PineconeClient client;
    private final PineconeProperties settings;
    private final Map<Integer, PineconeData> known = new ConcurrentHashMap<>();

    PineconeIndexes(PineconeClient client, PineconeProperties settings) {
        this.client = client;
        this.settings = settings;
    }

    /** The index for vectors of this length, which is made when there is none. */
    PineconeData of(int dimensions) {
        var found = known.get(dimensions);
        if (found == null) {
            found = new PineconeData(client, host(dimensions));
            known.put(dimensions, found);
        }
        return found;
    }

    private URI host(int dimensions) {
        var name = settings.index() + "-" + dimensions;
        for (int look = 0; look < LOOKS; look++) {
            var described = client.get(uri("/indexes/" + name), Set.of(404));
            if (described.status() == 404) {
                make(name, dimensions);
            } else {
                var index = JsonMapper.shared().readTree(described.body());
                requireLength(index, name, dimensions);
                if (index.path("status").path("ready").asBoolean(false)) {
                    return at(index.path("host").asString());
                }
            }
            await();
        }
        throw new IndexUnavailableException(
                "The index %s at Pinecone does not become ready.".formatted(name), null);
    }

    private static void requireLength(JsonNode index, String name, int dimensions) {
        if (index.path("dimension").asInt() != dimensions) {
            throw new IndexUnavailableException(
                    "The index %s at Pinecone holds vectors of length %d instead of %d."
                            .formatted(name, index.path("dimension").asInt(), dimensions),
                    null);
        }
    }

    /** Another process may be a moment ahead, which Pinecone answers with a conflict. */
    private void make(String name, int dimensions) {
        var serverless = Map.of("cloud", settings.cloud(), "region", settings.region());
        client.post(
                uri("/indexes"),
                Map.of(
                        "name",
                        name,
                        "dimension",
                        dimensions,
                        "metric",
                        "cosine",
                        "spec",
                        Map.of("serverless", serverless)),
                Set.of(409));
        LOG.info("The index {} is being made at Pinecone", name);
    }

    private URI uri(String path) {
        return URI.create(settings.controlPlane() + path);
    }

    /** Pinecone tells a host; an emulator of it may not speak https. */
    private URI at(String host) {
        return URI.create(
                host.contains("://") ? host : settings.controlPlane().getScheme() + "://" + host);
    }

    private static void await() {
        try {
            Thread.sleep(LOOK);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IndexUnavailableException("Pinecone was not waited for.", stopping);
        }
    }
}
