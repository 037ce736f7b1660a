package app.parley.model.provider;

import app.parley.model.ModelInfo;
import app.parley.model.gateway.UpstreamModel;
import java.util.List;

/** A provider with what it offers. */
record Entry(Provider provider, Listing listing) {
    /**
     * Its models as the rest of the product knows them; none of a provider that is switched off.
     */
    List<ModelInfo> models() {
        return provider.enabled()
                ? listing.models().stream().map(this::info).distinct().toList()
                : List.of();
    }

    boolean hasFailed() {
        return provider.keyLost() || listing.failure() != null;
    }

    ModelInfo info(UpstreamModel model) {
        var connection = provider.connection();
        return new ModelInfo(
                connection.slug() + "/" + model.id(),
                model.name(),
                connection.slug(),
                connection.name(),
                Capabilities.of(model),
                model.contextLength(),
                model.needsSources());
    }
}
