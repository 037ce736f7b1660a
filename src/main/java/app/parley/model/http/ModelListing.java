package app.parley.model.http;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.gateway.UpstreamModel;
import app.parley.platform.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Asks a provider which models it has, in what all kinds of providers have in common. */
public final class ModelListing {
    private static final int LONGEST_LIST = 16 << 20;
    private static final int LONGEST_ERROR = 64 << 10;
    private static final int LONGEST_NAME = 300;

    private ModelListing() {}

    /**
     * @param path below the base URL
     * @param headers the key is among them
     * @param read takes the body; a {@link JacksonException} says that it is not a list of models
     * @throws ModelException when the provider cannot be asked
     */
    public static List<UpstreamModel> ask(
            ProviderHttp http,
            ProviderConnection connection,
            String path,
            Map<String, String> headers,
            Function<byte[], List<UpstreamModel>> read,
            Cancellation cancellation) {
        var request =
                new ProviderRequest("GET", URI.create(connection.baseUrl() + path), headers, null);
        try (var answer = http.send(request, cancellation)) {
            if (!answer.isSuccess()) {
                var body =
                        new String(answer.body().readNBytes(LONGEST_ERROR), StandardCharsets.UTF_8);
                throw ProviderFailures.ofStatus(
                        connection, "", answer.status(), body, answer.header("retry-after"));
            }
            return read.apply(answer.body().readNBytes(LONGEST_LIST));
        } catch (JacksonException notAList) {
            throw ProviderFailures.notTalkingTheLanguage(connection);
        } catch (IOException failed) {
            throw ProviderFailures.of(connection, "", ModelFailure.UNREACHABLE, failed);
        }
    }

    /** A field that can be shown and asked for; null if it is missing or holds anything else. */
    public static @Nullable String name(JsonNode item, String field) {
        var value = item.path(field);
        return value.isString() && isName(value.asString()) ? value.asString() : null;
    }

    private static boolean isName(String text) {
        return !text.isBlank()
                && text.length() <= LONGEST_NAME
                && text.chars().noneMatch(Character::isISOControl);
    }
}
