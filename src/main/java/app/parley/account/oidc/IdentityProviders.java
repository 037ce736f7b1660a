package app.parley.account.oidc;

import app.parley.account.oidc.JdbcIdentityProviderStore.Row;
import app.parley.platform.audit.Audit;
import app.parley.platform.config.ParleyProperties;
import app.parley.platform.db.Database;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBox;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The providers of the environment, and those that administrators connect beside them. */
@Component
class IdentityProviders {
    private static final int LONGEST = 300;
    private static final int MOST_ENTRIES = 100;
    private static final Pattern DOMAIN =
            Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N}.-]{0,251}[\\p{L}\\p{N}])?");

    private final List<IdentityProvider> ofEnvironment;
    private final JdbcIdentityProviderStore store;
    private final SecretBox secrets;
    private final Discovery discovery;
    private final Audit audit;
    private final Transactions transactions;
    private final Clock clock;
    private final boolean isProduction;

    IdentityProviders(
            OidcProperties settings,
            JdbcIdentityProviderStore store,
            SecretBox secrets,
            Discovery discovery,
            Audit audit,
            Database transactions,
            ParleyProperties parley,
            Clock clock) {
        ofEnvironment = ofEnvironment(settings);
        this.store = store;
        this.secrets = secrets;
        this.discovery = discovery;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        isProduction = parley.env() == ParleyProperties.Env.PRODUCTION;
    }

    /** What an administrator says of a provider; checked here. */
    record Draft(
            @Nullable Preset preset,
            String name,
            String issuer,
            String clientId,
            @Nullable String clientSecret,
            boolean enabled,
            SignUpRule signUp,
            List<String> domains,
            @Nullable String roleClaim,
            List<String> adminValues) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "Draft[" + name + "]";
        }
    }

    List<IdentityProvider> all() {
        var all = new ArrayList<>(ofEnvironment);
        store.all().stream().map(this::provider).forEach(all::add);
        return all;
    }

    Optional<IdentityProvider> find(String id) {
        return ofEnvironment.stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .or(() -> rowId(id).flatMap(store::find).map(this::provider));
    }

    IdentityProvider add(Draft draft) {
        var id = Ids.newId();
        var row = row(id, draft, sealed(id, draft), clock.instant());
        return transactions.transaction(
                () -> {
                    store.add(row);
                    audit.record(
                            Audit.entry("identity-provider.added")
                                    .on("identity-provider", id)
                                    .detail("name", row.name())
                                    .detail("issuer", row.issuer())
                                    .detail("sign-up", row.signUp().code()));
                    return provider(row);
                });
    }

    /**
     * @throws ParleyException {@code invalid-request} too where the issuer changes and the secret
     *     does not: it is not sent to whoever is there now
     */
    IdentityProvider change(String id, Draft draft) {
        var known = unlocked(id);
        var kept =
                known.clientSecret() != null && known.clientSecret().equals(draft.clientSecret());
        if (kept && !known.issuer().equals(draft.issuer())) {
            throw invalid(
                    "clientSecret", "Please enter the secret again, since the issuer is another.");
        }
        var uuid = UUID.fromString(id);
        var createdAt = store.find(uuid).orElseThrow().createdAt();
        var row = row(uuid, draft, sealed(uuid, draft), createdAt);
        discovery.forget(known.issuer());
        return transactions.transaction(
                () -> {
                    store.update(row);
                    var changed = provider(row);
                    record(known, changed);
                    return changed;
                });
    }

    void remove(String id) {
        var known = unlocked(id);
        transactions.transaction(
                () -> {
                    audit.record(
                            Audit.entry("identity-provider.removed")
                                    .on("identity-provider", id)
                                    .detail("name", known.name())
                                    .detail("issuer", known.issuer()));
                    return store.delete(UUID.fromString(known.id()));
                });
    }

    private void record(IdentityProvider before, IdentityProvider after) {
        boolean sameSecret = Objects.equals(before.clientSecret(), after.clientSecret());
        audit.record(
                Audit.entry("identity-provider.changed")
                        .on("identity-provider", after.id())
                        .change("name", before.name(), after.name())
                        .change("issuer", before.issuer(), after.issuer())
                        .change("client-id", before.clientId(), after.clientId())
                        .change("client-secret", "kept", sameSecret ? "kept" : "replaced")
                        .change("enabled", before.enabled(), after.enabled())
                        .change("sign-up", before.signUp().code(), after.signUp().code())
                        .change("domains", before.domains(), after.domains())
                        .change("role-claim", before.roleClaim(), after.roleClaim())
                        .change("admin-values", before.adminValues(), after.adminValues()));
    }

    /**
     * @throws ParleyException {@code not-found}, or {@code setting-locked}
     */
    IdentityProvider unlocked(String id) {
        var known =
                find(id).orElseThrow(
                                () ->
                                        new ParleyException(
                                                ErrorCode.NOT_FOUND, "There is no such provider."));
        if (known.locked()) {
            throw new ParleyException(
                    ErrorCode.SETTING_LOCKED,
                    "This provider is fixed by the environment of the server.");
        }
        return known;
    }

    private static Optional<UUID> rowId(String id) {
        try {
            return Optional.of(UUID.fromString(id)).filter(uuid -> uuid.toString().equals(id));
        } catch (IllegalArgumentException noRows) {
            return Optional.empty();
        }
    }

    private @Nullable String sealed(UUID id, Draft draft) {
        check(draft);
        return draft.clientSecret() == null || draft.clientSecret().isEmpty()
                ? null
                : secrets.seal(draft.clientSecret(), place(id, draft.issuer()));
    }

    private IdentityProvider provider(Row row) {
        return new IdentityProvider(
                row.id().toString(),
                row.preset(),
                row.name(),
                row.issuer(),
                row.clientId(),
                row.sealedSecret() == null
                        ? null
                        : secrets.open(row.sealedSecret(), place(row.id(), row.issuer())),
                row.enabled(),
                row.signUp(),
                row.domains(),
                row.roleClaim(),
                row.adminValues(),
                false);
    }

    private static Row row(UUID id, Draft draft, @Nullable String sealed, Instant createdAt) {
        return new Row(
                id,
                draft.preset(),
                draft.name().strip(),
                draft.issuer(),
                draft.clientId(),
                sealed,
                draft.enabled(),
                draft.signUp(),
                draft.domains().stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList(),
                draft.roleClaim(),
                draft.adminValues(),
                createdAt);
    }

    private static String place(UUID id, String issuer) {
        return "identity-provider/" + id + "/" + issuer;
    }

    private void check(Draft draft) {
        checkText("name", draft.name(), 100);
        checkText("clientId", draft.clientId(), LONGEST);
        if (!Issuers.isPossible(draft.issuer())
                || isProduction && !draft.issuer().startsWith("https://")) {
            throw invalid(
                    "issuer",
                    "This is not the address of an issuer, such as https://id.example.org.");
        }
        if (draft.clientSecret() != null && draft.clientSecret().length() > 2_000) {
            throw invalid("clientSecret", "This is too long.");
        }
        if (draft.signUp() == SignUpRule.DOMAINS && draft.domains().isEmpty()) {
            throw invalid("domains", "Please name a domain.");
        }
        if (draft.domains().size() > MOST_ENTRIES
                || !draft.domains().stream().allMatch(domain -> DOMAIN.matcher(domain).matches())) {
            throw invalid("domains", "A domain looks like example.org.");
        }
        if (draft.roleClaim() != null) {
            checkText("roleClaim", draft.roleClaim(), LONGEST);
        }
        if (draft.adminValues().size() > MOST_ENTRIES) {
            throw invalid("adminValues", "These are too many.");
        }
        draft.adminValues().forEach(value -> checkText("adminValues", value, LONGEST));
    }

    private static void checkText(String field, String text, int longest) {
        if (text.isBlank()
                || text.length() > longest
                || text.chars().anyMatch(Character::isISOControl)) {
            throw invalid(field, "This is required, and no longer than " + longest + " letters.");
        }
    }

    static ParleyException invalid(String field, String message) {
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                message,
                Map.of("errors", List.of(Map.of("field", field, "message", message))));
    }

    static List<IdentityProvider> ofEnvironment(OidcProperties settings) {
        var found = new ArrayList<IdentityProvider>();
        if (!settings.issuer().isEmpty()) {
            found.add(
                    new IdentityProvider(
                            "oidc",
                            null,
                            settings.name(),
                            settings.issuer(),
                            settings.clientId(),
                            settings.clientSecret().isEmpty() ? null : settings.clientSecret(),
                            true,
                            settings.signUp(),
                            settings.domains(),
                            settings.roleClaim().isEmpty() ? null : settings.roleClaim(),
                            settings.adminValues(),
                            true));
        }
        known(Preset.GOOGLE, settings.google()).ifPresent(found::add);
        known(Preset.MICROSOFT, settings.microsoft()).ifPresent(found::add);
        known(Preset.GITHUB, settings.github()).ifPresent(found::add);
        return List.copyOf(found);
    }

    private static Optional<IdentityProvider> known(Preset preset, OidcProperties.Known client) {
        if (client.clientId().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new IdentityProvider(
                        preset.code(),
                        preset,
                        preset.label(),
                        preset == Preset.MICROSOFT
                                ? preset.issuer().replace("/common/", "/" + client.tenant() + "/")
                                : preset.issuer(),
                        client.clientId(),
                        client.clientSecret().isEmpty() ? null : client.clientSecret(),
                        true,
                        client.signUp(),
                        client.domains(),
                        null,
                        List.of(),
                        true));
    }
}
