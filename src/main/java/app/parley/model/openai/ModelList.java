package app.parley.model.openai;

import app.parley.model.gateway.UpstreamModel;
import app.parley.model.http.ModelListing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/** The list of models, with what the different servers tell beside the id. */
final class ModelList {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> CONTEXT_FIELDS =
            List.of("context_length", "max_model_len", "context_window", "max_context_length");

    private ModelList() {}

    /**
     * @throws JacksonException if it is not a list of models
     */
    static List<UpstreamModel> parse(byte[] body) {
        var root = JSON.readTree(body);
        var items = root.isArray() ? root : root.path(root.has("data") ? "data" : "models");
        if (!items.isArray()) {
            throw MismatchedInputException.from(null, List.class, "not a list of models");
        }
        List<UpstreamModel> models = new ArrayList<>();
        for (var item : items) {
            var id = ModelListing.name(item, "id");
            if (id != null) {
                models.add(model(id, item));
            }
        }
        return models;
    }

    private static UpstreamModel model(String id, JsonNode item) {
        var name = ModelListing.name(item, "name");
        return new UpstreamModel(
                id, name == null ? id : name, List.of("chat"), contextLength(item), false);
    }

    private static @Nullable Integer contextLength(JsonNode item) {
        for (var field : CONTEXT_FIELDS) {
            var value = item.path(field);
            if (value.isInt() && value.asInt() > 0) {
                return value.asInt();
            }
        }
        var trained = item.path("meta").path("n_ctx_train");
        return trained.isInt() && trained.asInt() > 0 ? trained.asInt() : null;
    }
}
