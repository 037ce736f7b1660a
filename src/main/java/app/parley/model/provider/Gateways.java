package app.parley.model.provider;

import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ProviderKind;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The gateway of each kind of provider. */
@Component
class Gateways {
    private final Map<ProviderKind, ModelGateway> byKind = new EnumMap<>(ProviderKind.class);

    Gateways(Collection<ModelGateway> gateways) {
        gateways.forEach(gateway -> byKind.put(gateway.kind(), gateway));
    }

    Optional<ModelGateway> find(ProviderKind kind) {
        return Optional.ofNullable(byKind.get(kind));
    }
}
