package app.parley.model.provider;

import app.parley.model.ModelInfo;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ModelController {
    private final Catalogue catalogue;
    private final DefaultModel defaultModel;

    ModelController(Catalogue catalogue, DefaultModel defaultModel) {
        this.catalogue = catalogue;
        this.defaultModel = defaultModel;
    }

    /**
     * @param defaultModel the model for chats that name none
     */
    record ModelList(
            List<ModelItem> items,
            @Nullable String nextCursor,
            @JsonProperty("default") String defaultModel) {}

    record ModelItem(
            String id,
            String name,
            String provider,
            String providerName,
            List<String> capabilities,
            @Nullable Integer contextLength) {
        static ModelItem of(ModelInfo model) {
            return new ModelItem(
                    model.id(),
                    model.name(),
                    model.provider(),
                    model.providerName(),
                    model.capabilities(),
                    model.contextLength());
        }
    }

    @GetMapping("/api/v1/models")
    ModelList list() {
        var items =
                catalogue.entries().stream()
                        .flatMap(entry -> entry.models().stream())
                        .map(ModelItem::of)
                        .toList();
        return new ModelList(items, null, defaultModel.id());
    }
}
