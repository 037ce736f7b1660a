package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A provider as its row keeps it. */
record StoredProvider(
        UUID id,
        String slug,
        ProviderKind kind,
        String name,
        URI baseUrl,
        @Nullable String sealedKey,
        @Nullable String keyHint,
        boolean enabled,
        Instant createdAt) {

    /** What a key is sealed for; it opens for no other provider and no other server. */
    String keyContext() {
        return "provider/" + id + "/" + BaseUrl.origin(baseUrl);
    }

    StoredProvider named(String newName) {
        return new StoredProvider(
                id, slug, kind, newName, baseUrl, sealedKey, keyHint, enabled, createdAt);
    }

    StoredProvider at(URI newBaseUrl) {
        return new StoredProvider(
                id, slug, kind, name, newBaseUrl, sealedKey, keyHint, enabled, createdAt);
    }

    StoredProvider enabled(boolean newEnabled) {
        return new StoredProvider(
                id, slug, kind, name, baseUrl, sealedKey, keyHint, newEnabled, createdAt);
    }

    StoredProvider withKey(@Nullable String newSealedKey, @Nullable String newHint) {
        return new StoredProvider(
                id, slug, kind, name, baseUrl, newSealedKey, newHint, enabled, createdAt);
    }
}
