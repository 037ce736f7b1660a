package app.parley.knowledge.embedding;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Collections")
class EmbeddingModelController {
    private final Embedders embedders;

    EmbeddingModelController(Embedders embedders) {
        this.embedders = embedders;
    }

    /**
     * @param defaultModel of collections whose maker says nothing
     */
    record EmbeddingModelList(
            List<Embedders.Option> items,
            @Nullable String nextCursor,
            @JsonProperty("default") String defaultModel) {}

    @GetMapping("/api/v1/embedding-models")
    @Operation(summary = "The models that make documents searchable by meaning")
    EmbeddingModelList list() {
        return new EmbeddingModelList(embedders.options(), null, embedders.chosen().model());
    }
}
