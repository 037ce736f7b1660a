package app.parley.tool.web;

import app.parley.platform.config.SettingStore;
import app.parley.platform.db.StoredJson;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.net.ServerAddress;
import app.parley.platform.secret.ApiKey;
import app.parley.platform.secret.SecretBox;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which engine searches the web, and where: what the environment says, else what the administrator
 * has set. A key is sealed for one server and never shown again.
 */
@Component
class WebSearchSettings {
    private static final Logger LOG = LoggerFactory.getLogger(WebSearchSettings.class);
    private static final String SETTING = "tool.web-search";
    private static final int MOST_DOMAINS = 200;

    private final Optional<EngineConnection> ofEnvironment;
    private final SettingStore store;
    private final SecretBox secrets;
    private final JsonMapper json;

    WebSearchSettings(
            WebSearchProperties environment,
            SettingStore store,
            SecretBox secrets,
            JsonMapper json) {
        ofEnvironment = environment.connection();
        this.store = store;
        this.secrets = secrets;
        this.json = StoredJson.lenient(json);
    }

    /**
     * What holds now.
     *
     * @param connection null where no engine is connected, or its key cannot be read any more
     * @param keyHint null where there is no key
     * @param locked whether the engine comes from the environment
     */
    record Current(
            @Nullable EngineKind engine,
            @Nullable URI baseUrl,
            @Nullable String keyHint,
            @Nullable EngineConnection connection,
            DomainRules domains,
            boolean locked) {}

    /**
     * What the administrator wants.
     *
     * @param apiKey null for the stored one, empty for none
     */
    record Wanted(
            @Nullable EngineKind engine,
            @Nullable String baseUrl,
            @Nullable String apiKey,
            List<String> allowedDomains,
            List<String> deniedDomains) {
        /** Says nothing: it has a key in it. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    Current current() {
        var stored = stored();
        if (ofEnvironment.isPresent()) {
            var connection = ofEnvironment.get();
            var key = connection.apiKey();
            return new Current(
                    connection.kind(),
                    connection.baseUrl(),
                    key == null ? null : ApiKey.hint(key),
                    connection,
                    stored.domains(),
                    true);
        }
        return new Current(
                stored.engine(),
                stored.baseUrl(),
                stored.keyHint(),
                connection(stored).orElse(null),
                stored.domains(),
                false);
    }

    Current change(Wanted wanted) {
        var before = stored();
        var allowed = domains(wanted.allowedDomains(), "allowedDomains");
        var denied = domains(wanted.deniedDomains(), "deniedDomains");
        if (ofEnvironment.isPresent()) {
            refuseOtherEngine(ofEnvironment.get(), wanted);
            put(
                    new StoredSettings(
                            before.engine(),
                            before.baseUrl(),
                            before.sealedKey(),
                            before.keyHint(),
                            allowed,
                            denied));
        } else if (wanted.engine() == null) {
            put(new StoredSettings(null, null, null, null, allowed, denied));
        } else {
            var baseUrl = baseUrl(wanted.engine(), wanted.baseUrl());
            put(withKey(wanted.engine(), baseUrl, wanted.apiKey(), before, allowed, denied));
        }
        return current();
    }

    private StoredSettings withKey(
            EngineKind engine,
            URI baseUrl,
            @Nullable String typed,
            StoredSettings before,
            List<String> allowed,
            List<String> denied) {
        boolean same =
                engine == before.engine()
                        && before.baseUrl() != null
                        && ServerAddress.origin(baseUrl)
                                .equals(ServerAddress.origin(before.baseUrl()));
        if (typed == null && same && before.sealedKey() != null) {
            return new StoredSettings(
                    engine, baseUrl, before.sealedKey(), before.keyHint(), allowed, denied);
        }
        var key = typed == null ? "" : typed.strip();
        if (key.isEmpty()) {
            if (engine.needsKey()) {
                throw invalid("apiKey", "Please enter the key for " + engine.title() + ".");
            }
            return new StoredSettings(engine, baseUrl, null, null, allowed, denied);
        }
        if (!ApiKey.isOne(key)) {
            throw invalid(
                    "apiKey", "This is not a key: a key has no spaces and no special letters.");
        }
        return new StoredSettings(
                engine,
                baseUrl,
                secrets.seal(key, keyContext(engine, baseUrl)),
                ApiKey.hint(key),
                allowed,
                denied);
    }

    private Optional<EngineConnection> connection(StoredSettings stored) {
        var engine = stored.engine();
        var baseUrl = stored.baseUrl();
        if (engine == null || baseUrl == null) {
            return Optional.empty();
        }
        if (stored.sealedKey() == null) {
            return Optional.of(new EngineConnection(engine, baseUrl, null));
        }
        try {
            var key = secrets.open(stored.sealedKey(), keyContext(engine, baseUrl));
            return Optional.of(new EngineConnection(engine, baseUrl, key));
        } catch (IllegalStateException lost) {
            LOG.warn("The key for {} cannot be read any more; it must be entered again", engine);
            return Optional.empty();
        }
    }

    private static void refuseOtherEngine(EngineConnection fixed, Wanted wanted) {
        boolean same =
                wanted.engine() == fixed.kind()
                        && wanted.apiKey() == null
                        && (wanted.baseUrl() == null
                                || wanted.baseUrl().equals(fixed.baseUrl().toString()));
        if (!same) {
            throw new ParleyException(
                    ErrorCode.SETTING_LOCKED,
                    "The engine comes from the environment. Change it there and restart Parley.");
        }
    }

    private static URI baseUrl(EngineKind engine, @Nullable String typed) {
        var text = Objects.requireNonNullElse(typed, "").strip();
        if (text.isEmpty() && !engine.defaultBaseUrl().isEmpty()) {
            return URI.create(engine.defaultBaseUrl());
        }
        return ServerAddress.parse(text)
                .orElseThrow(
                        () ->
                                invalid(
                                        "baseUrl",
                                        "Please enter an address such as http://localhost:8888."));
    }

    private static List<String> domains(List<String> typed, String field) {
        if (typed.size() > MOST_DOMAINS) {
            throw invalid(field, "A list has at most " + MOST_DOMAINS + " domains.");
        }
        return typed.stream()
                .filter(domain -> !domain.isBlank())
                .map(
                        domain ->
                                DomainRules.parse(domain)
                                        .orElseThrow(
                                                () ->
                                                        invalid(
                                                                field,
                                                                "Domains look like example.org.")))
                .distinct()
                .toList();
    }

    private StoredSettings stored() {
        return store.find(SETTING)
                .map(text -> json.readValue(text, StoredSettings.class))
                .orElse(StoredSettings.NONE);
    }

    private void put(StoredSettings settings) {
        store.put(SETTING, json.writeValueAsString(settings));
    }

    private static String keyContext(EngineKind engine, URI baseUrl) {
        return "web-search/" + engine.code() + "/" + ServerAddress.origin(baseUrl);
    }

    private static ParleyException invalid(String field, String message) {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                message,
                Map.of("errors", List.of(Map.of("field", field, "message", message))));
    }
}
