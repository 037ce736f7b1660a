package app.parley.knowledge.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;
import tools.jackson.core.JsonToken;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The product's handbook with its passages and their vectors, made when Parley is built.
 *
 * @param version changes with every word of it
 * @param model what made the vectors
 */
public record Handbook(String version, String model, List<Page> pages) {
    static final String RESOURCE = "/handbook/handbook.json";

    /** One page; the slug is its file's name without the ending. */
    public record Page(String slug, String title, String text, List<Passage> passages) {}

    /** A passage of a page; its vector is little-endian floats. */
    public record Passage(
            String header, String section, int start, int end, int tokens, byte[] vector) {}

    /** The handbook inside this build. */
    public static Handbook shipped() {
        return read(json -> JsonMapper.shared().readValue(json, Handbook.class));
    }

    /** The version of the handbook inside this build, without reading the rest. */
    public static String shippedVersion() {
        return read(Handbook::versionIn);
    }

    /** The version that a handbook's JSON begins with; empty if it is no handbook. */
    static String versionIn(InputStream handbook) {
        try (var json = new JsonFactory().createParser(handbook)) {
            boolean named =
                    json.nextToken() == JsonToken.START_OBJECT
                            && json.nextToken() == JsonToken.PROPERTY_NAME
                            && json.currentName().equals("version");
            return named && json.nextToken() == JsonToken.VALUE_STRING ? json.getString() : "";
        }
    }

    private static <T> T read(Function<InputStream, T> reading) {
        try (var json = Handbook.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(
                        "this build has no handbook; build Parley with ./parley or Maven");
            }
            return reading.apply(json);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
