package app.parley.tool.web;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the administrator has set, as it is stored.
 *
 * @param engine null for none
 * @param sealedKey opens for this engine and server alone
 * @param keyHint the key's end
 */
record StoredSettings(
        @Nullable EngineKind engine,
        @Nullable URI baseUrl,
        @Nullable String sealedKey,
        @Nullable String keyHint,
        @Nullable List<String> allowedDomains,
        @Nullable List<String> deniedDomains) {
    static final StoredSettings NONE =
            new StoredSettings(null, null, null, null, List.of(), List.of());

    DomainRules domains() {
        return new DomainRules(
                allowedDomains == null ? List.of() : allowedDomains,
                deniedDomains == null ? List.of() : deniedDomains);
    }
}
