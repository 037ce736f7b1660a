package app.parley.knowledge.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
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
    public record Passage(String header, String section, int start, int end, byte[] vector) {}

    /** The handbook inside this build. */
    public static Handbook shipped() {
        try (var json = Handbook.class.getResourceAsStream(RESOURCE)) {
            if (json == null) {
                throw new IllegalStateException(
                        "this build has no handbook; build Parley with ./parley or Maven");
            }
            return read(json);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static Handbook read(InputStream json) {
        return JsonMapper.shared().readValue(json, Handbook.class);
    }
}
