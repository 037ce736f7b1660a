package app.parley.account.oidc;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * GitHub speaks plain OAuth 2.0 and signs nothing: who somebody is, its API says for the access
 * token that the code was traded for over TLS. It cannot be made to ask for a person again.
 */
@Component
final class GitHub implements Protocol {
    private final IssuerHttp http;

    GitHub(IssuerHttp http) {
        this.http = http;
    }

    @Override
    public URI location(IdentityProvider provider, Question question) {
        if (question.fresh()) {
            throw new SignInFailed(SignInProblem.NOT_FRESH, "GitHub cannot ask for somebody again");
        }
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("client_id", provider.clientId());
        parameters.put("redirect_uri", question.redirectUri());
        parameters.put("scope", "read:user user:email");
        parameters.put("state", question.state());
        parameters.put("code_challenge", question.challenge());
        parameters.put("code_challenge_method", "S256");
        return OpenIdConnect.withQuery(at(provider, "/login/oauth/authorize"), parameters);
    }

    @Override
    public void checkIssuer(IdentityProvider provider, @Nullable String issuer) {
        if (issuer != null && !issuer.startsWith(provider.issuer())) {
            throw SignInFailed.notBelievable("asked " + provider.issuer() + ", another answers");
        }
    }

    @Override
    public Vouched redeem(IdentityProvider provider, Answer answer) {
        var headers =
                Map.of(
                        "Authorization",
                        "Bearer " + accessToken(provider, answer),
                        "Accept",
                        "application/vnd.github+json");
        var user = http.get(api(provider, "/user"), headers);
        if (!user.path("id").isIntegralNumber() || user.path("id").asLong() <= 0) {
            throw SignInFailed.notBelievable("GitHub does not say whom the token is about");
        }
        var login = text(user, "login");
        var email = verifiedEmail(http.get(api(provider, "/user/emails"), headers));
        var name = text(user, "name");
        return new Vouched(
                provider.issuer(),
                user.path("id").asString(),
                login == null ? user.path("id").asString() : login,
                Stream.of(login, email).filter(Objects::nonNull).toList(),
                name == null ? login : name,
                email,
                Map.of("login", login == null ? List.of() : login),
                null,
                null);
    }

    private String accessToken(IdentityProvider provider, Answer answer) {
        var form = new LinkedHashMap<String, String>();
        form.put("client_id", provider.clientId());
        if (provider.clientSecret() != null) {
            form.put("client_secret", provider.clientSecret());
        }
        form.put("code", answer.code());
        form.put("redirect_uri", answer.redirectUri());
        form.put("code_verifier", answer.verifier());
        var tokens = http.post(at(provider, "/login/oauth/access_token"), Map.of(), form);
        // GitHub answers refusals with 200.
        var token = tokens.isSuccess() ? tokens.text("access_token") : "";
        if (token.isEmpty()) {
            throw new SignInFailed(
                    SignInProblem.PROVIDER_REFUSED, "GitHub gives no token: " + tokens.status());
        }
        return token;
    }

    private static @Nullable String verifiedEmail(JsonNode emails) {
        for (var email : emails) {
            if (email.path("primary").isBoolean()
                    && email.path("primary").asBoolean()
                    && email.path("verified").isBoolean()
                    && email.path("verified").asBoolean()) {
                return text(email, "email");
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode object, String field) {
        var value = object.path(field);
        return value.isString() && !value.asString().isBlank() && value.asString().length() <= 300
                ? value.asString()
                : null;
    }

    private static URI at(IdentityProvider provider, String path) {
        return URI.create(provider.issuer() + path);
    }

    /** A company's own GitHub has its API below its address. */
    private static URI api(IdentityProvider provider, String path) {
        return provider.issuer().equals(Preset.GITHUB.issuer())
                ? URI.create("https://api.github.com" + path)
                : at(provider, "/api/v3" + path);
    }
}
