package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import app.parley.platform.audit.Audit;
import app.parley.platform.audit.AuditEntry;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.ApiKey;
import app.parley.platform.secret.SecretBox;
import java.net.URI;
import java.text.Normalizer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators do with providers. A key is sealed for one server and never shown again. */
@Component
class Providers {
    private static final Set<String> RESERVED_SLUGS = Set.of("parley");

    private final ProviderStore store;
    private final Catalogue catalogue;
    private final SecretBox secrets;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;

    Providers(
            ProviderStore store,
            Catalogue catalogue,
            SecretBox secrets,
            Audit audit,
            Transactions transactions,
            Clock clock) {
        this.store = store;
        this.catalogue = catalogue;
        this.secrets = secrets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    List<Entry> all() {
        return catalogue.entries().stream()
                .filter(entry -> entry.provider().origin() != Origin.BUILT_IN)
                .toList();
    }

    /** Connects a provider and asks it for its models; a failure is part of the answer. */
    Entry add(ProviderKind kind, String name, String baseUrl, String apiKey) {
        var title = name(name);
        var provider =
                new StoredProvider(
                        Ids.newId(),
                        slug(title, kind),
                        kind,
                        title,
                        url(baseUrl, kind),
                        null,
                        null,
                        true,
                        clock.instant());
        var added = withKey(provider, apiKey);
        transactions.transaction(
                () -> {
                    store.add(added);
                    audit.record(
                            entry("provider.added", added)
                                    .detail("kind", added.kind().code())
                                    .detail("baseUrl", added.baseUrl())
                                    .detail("hasKey", added.sealedKey() != null));
                    return added;
                });
        catalogue.readRows();
        return asked(provider.id().toString());
    }

    /** Changes what is not null, and asks again where that may change the answer. */
    Entry change(
            String id,
            @Nullable String name,
            @Nullable String baseUrl,
            @Nullable String apiKey,
            @Nullable Boolean enabled) {
        var before = stored(id);
        var after = name == null ? before : before.named(name(name));
        if (enabled != null) {
            after = after.enabled(enabled);
        }
        if (baseUrl != null) {
            after = moved(after, url(baseUrl, before.kind()), apiKey);
        }
        if (apiKey != null) {
            after = withKey(after, apiKey);
        }
        update(before, after);
        if (!after.baseUrl().equals(before.baseUrl())) {
            catalogue.forget(id);
        }
        catalogue.readRows();
        // a new name is no reason to bother the provider
        return baseUrl == null && apiKey == null && enabled == null ? entry(id) : asked(id);
    }

    void remove(String id) {
        var provider = stored(id);
        transactions.transaction(
                () -> {
                    if (!store.delete(provider.id())) {
                        throw missing();
                    }
                    audit.record(entry("provider.removed", provider));
                    return provider;
                });
        catalogue.forget(id);
        catalogue.readRows();
    }

    private void update(StoredProvider before, StoredProvider after) {
        transactions.transaction(
                () -> {
                    if (!store.update(after)) {
                        throw missing();
                    }
                    audit.record(
                            entry("provider.changed", after)
                                    .change("name", before.name(), after.name())
                                    .change("baseUrl", before.baseUrl(), after.baseUrl())
                                    .change("enabled", before.enabled(), after.enabled())
                                    .change("apiKey", before.sealedKey(), after.sealedKey()));
                    return after;
                });
    }

    private static AuditEntry entry(String action, StoredProvider provider) {
        return Audit.entry(action).on("provider", provider.id()).detail("name", provider.name());
    }

    /** Asks a provider for its models again, wherever it comes from. */
    Entry asked(String id) {
        var provider = entry(id).provider();
        if (provider.enabled() && !provider.keyLost()) {
            catalogue.ask(provider);
        }
        return entry(id);
    }

    private Entry entry(String id) {
        return catalogue
                .entry(id)
                .filter(entry -> entry.provider().origin() != Origin.BUILT_IN)
                .orElseThrow(Providers::missing);
    }

    private StoredProvider stored(String id) {
        if (entry(id).provider().origin() != Origin.SETTINGS) {
            throw new ParleyException(
                    ErrorCode.SETTING_LOCKED,
                    "This provider comes from the environment. Change it there and restart Parley.");
        }
        return store.find(UUID.fromString(id)).orElseThrow(Providers::missing);
    }

    /** A key goes to the server it was entered for, and to no other. */
    private static StoredProvider moved(StoredProvider provider, URI url, @Nullable String newKey) {
        var elsewhere = !BaseUrl.origin(url).equals(BaseUrl.origin(provider.baseUrl()));
        if (elsewhere && provider.sealedKey() != null && newKey == null) {
            throw invalid(
                    "apiKey",
                    "The stored key belongs to the old address. Please enter the key for the new one.");
        }
        return provider.at(url);
    }

    private StoredProvider withKey(StoredProvider provider, String typed) {
        var key = typed.strip();
        if (key.isEmpty()) {
            return provider.withKey(null, null);
        }
        if (!ApiKey.isOne(key)) {
            throw invalid(
                    "apiKey", "This is not a key: a key has no spaces and no special letters.");
        }
        return provider.withKey(secrets.seal(key, provider.keyContext()), ApiKey.hint(key));
    }

    private static URI url(String typed, ProviderKind kind) {
        return BaseUrl.parse(typed, kind)
                .orElseThrow(
                        () ->
                                invalid(
                                        "baseUrl",
                                        "Please enter an address such as http://localhost:8000/v1."));
    }

    private static String name(String typed) {
        var name = typed.strip();
        if (name.isEmpty()
                || name.length() > 100
                || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid("name", "Please enter a name of at most 100 characters.");
        }
        return name;
    }

    private static String slug(String name, ProviderKind kind) {
        var slug =
                Normalizer.normalize(name, Normalizer.Form.NFKD)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\p{M}", "")
                        .replaceAll("[^a-z0-9]+", "-")
                        .replaceAll("^-|-$", "");
        var usable = slug.isEmpty() ? kind.code() : slug.substring(0, Math.min(slug.length(), 40));
        return RESERVED_SLUGS.contains(usable) ? usable + "-2" : usable;
    }

    private static ParleyException missing() {
        return new ParleyException(ErrorCode.NOT_FOUND, "There is no such provider.");
    }

    private static ParleyException invalid(String field, String message) {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                message,
                Map.of("errors", List.of(Map.of("field", field, "message", message))));
    }
}
