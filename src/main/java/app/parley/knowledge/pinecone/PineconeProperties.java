package app.parley.knowledge.pinecone;

import app.parley.platform.config.SettingsProblem;
import java.net.URI;
import java.util.ArrayList;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Pinecone is reached.
 *
 * @param baseUrl of its control plane, which tells where the indexes are
 * @param index how the names of the indexes begin; one is made for each length of vectors
 * @param cloud where a new index is made, and in which region
 */
@ConfigurationProperties("parley.knowledge.index.pinecone")
record PineconeProperties(
        @DefaultValue("") String apiKey,
        @DefaultValue("https://api.pinecone.io") String baseUrl,
        @DefaultValue("parley") String index,
        @DefaultValue("aws") String cloud,
        @DefaultValue("us-east-1") String region) {
    PineconeProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (!baseUrl.matches("https?://[^\\s?#]+")) {
            problems.add(
                    new SettingsProblem(
                            "base-url", "must be an address such as https://api.pinecone.io"));
        }
        if (!index.matches("[a-z0-9][a-z0-9-]{0,38}")) {
            problems.add(
                    new SettingsProblem(
                            "index", "is at most 39 lower-case letters, digits and hyphens"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    URI controlPlane() {
        return URI.create(baseUrl.replaceFirst("/+$", ""));
    }

    /** Says everything but the key. */
    @Override
    public String toString() {
        return "PineconeProperties[" + baseUrl + ", " + index + "]";
    }
}
