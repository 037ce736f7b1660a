package app.parley.account.oidc;

import app.parley.account.oidc.IdentityProviders.Draft;
import app.parley.platform.web.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/admin/identity-providers")
class IdentityProviderController {
    private final IdentityProviders providers;
    private final ProviderSignIn signIn;

    IdentityProviderController(IdentityProviders providers, ProviderSignIn signIn) {
        this.providers = providers;
        this.signIn = signIn;
    }

    /**
     * @param origin {@code environment} or {@code settings}
     * @param redirectUri what the provider has to be told
     */
    record ProviderItem(
            String id,
            @Nullable Preset preset,
            String name,
            String issuer,
            String clientId,
            boolean hasSecret,
            boolean enabled,
            SignUpRule signUp,
            List<String> domains,
            @Nullable String roleClaim,
            List<String> adminValues,
            String origin,
            boolean locked,
            String redirectUri) {}

    /**
     * @param issuer may be left out where there is a preset
     */
    record NewProvider(
            @Nullable String preset,
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable Boolean enabled,
            @Nullable String signUp,
            @Nullable List<String> domains,
            @Nullable String roleClaim,
            @Nullable List<String> adminValues) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "NewProvider[" + name + "]";
        }
    }

    /** What is left out stays as it is; null takes the secret, or the claim, away. */
    record ProviderChange(
            @Nullable String name,
            @Nullable String issuer,
            @Nullable String clientId,
            @Schema(types = {"string", "null"}) @Nullable JsonNode clientSecret,
            @Nullable Boolean enabled,
            @Nullable String signUp,
            @Nullable List<String> domains,
            @Schema(types = {"string", "null"}) @Nullable JsonNode roleClaim,
            @Nullable List<String> adminValues) {
        /** Keeps the secret out of logs. */
        @Override
        public String toString() {
            return "ProviderChange[" + name + "]";
        }
    }

    @GetMapping
    Page<ProviderItem> list(HttpServletRequest request) {
        return new Page<>(
                providers.all().stream().map(provider -> item(provider, request)).toList(), null);
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ProviderItem add(@RequestBody NewProvider body, HttpServletRequest request) {
        var preset = body.preset() == null ? null : preset(body.preset());
        var draft =
                new Draft(
                        preset,
                        orElse(body.name(), preset == null ? "" : preset.label()),
                        orElse(body.issuer(), preset == null ? "" : preset.issuer()),
                        orElse(body.clientId(), ""),
                        body.clientSecret(),
                        body.enabled() == null || body.enabled(),
                        body.signUp() == null ? SignUpRule.EXISTING : rule(body.signUp()),
                        entries(body.domains(), List.of()),
                        body.roleClaim(),
                        entries(body.adminValues(), List.of()));
        return item(providers.add(draft), request);
    }

    @PatchMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ProviderItem change(
            @PathVariable String id, @RequestBody ProviderChange body, HttpServletRequest request) {
        var known = providers.unlocked(id);
        var draft =
                new Draft(
                        known.preset(),
                        orElse(body.name(), known.name()),
                        orElse(body.issuer(), known.issuer()),
                        orElse(body.clientId(), known.clientId()),
                        text("clientSecret", body.clientSecret(), known.clientSecret()),
                        body.enabled() == null ? known.enabled() : body.enabled(),
                        body.signUp() == null ? known.signUp() : rule(body.signUp()),
                        entries(body.domains(), known.domains()),
                        text("roleClaim", body.roleClaim(), known.roleClaim()),
                        entries(body.adminValues(), known.adminValues()));
        return item(providers.change(id, draft), request);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String id) {
        providers.remove(id);
    }

    private ProviderItem item(IdentityProvider provider, HttpServletRequest request) {
        return new ProviderItem(
                provider.id(),
                provider.preset(),
                provider.name(),
                provider.issuer(),
                provider.clientId(),
                provider.clientSecret() != null,
                provider.enabled(),
                provider.signUp(),
                provider.domains(),
                provider.roleClaim(),
                provider.adminValues(),
                provider.locked() ? "environment" : "settings",
                provider.locked(),
                signIn.redirectUri(provider, request));
    }

    private static String orElse(@Nullable String value, String otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static List<String> entries(@Nullable List<String> value, List<String> otherwise) {
        if (value == null) {
            return otherwise;
        }
        return value.stream().filter(Objects::nonNull).map(String::strip).toList();
    }

    private static @Nullable String text(
            String field, @Nullable JsonNode value, @Nullable String otherwise) {
        if (value == null) {
            return otherwise;
        }
        if (value.isNull()) {
            return null;
        }
        if (!value.isString()) {
            throw IdentityProviders.invalid(field, "This is a text, or null.");
        }
        return value.asString();
    }

    private static Preset preset(String code) {
        return Preset.ofCode(code)
                .orElseThrow(
                        () ->
                                IdentityProviders.invalid(
                                        "preset", "Please choose google, github or microsoft."));
    }

    private static SignUpRule rule(String code) {
        return SignUpRule.ofCode(code)
                .orElseThrow(
                        () ->
                                IdentityProviders.invalid(
                                        "signUp", "Please choose any, domains or existing."));
    }
}
