package app.parley.account.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** OpenID Connect Core 1.0, the authorization code flow with PKCE. */
@Component
final class OpenIdConnect implements Protocol {
    /** How far two clocks may be apart. */
    static final Duration SKEW = Duration.ofSeconds(60);

    private static final Duration OLDEST_TOKEN = Duration.ofMinutes(10);
    private static final Set<String> ID_TOKEN_TYPES = Set.of("", "jwt");
    private static final Pattern SUBJECT = Pattern.compile("[\\x20-\\x7e]{1,255}");
    private static final Pattern TENANT_ID = Pattern.compile("[0-9a-fA-F-]{36}");

    private final Discovery discovery;
    private final ProviderKeys keys;
    private final IssuerHttp http;
    private final JsonMapper json;
    private final Clock clock;

    OpenIdConnect(
            Discovery discovery, ProviderKeys keys, IssuerHttp http, JsonMapper json, Clock clock) {
        this.discovery = discovery;
        this.keys = keys;
        this.http = http;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public URI location(IdentityProvider provider, Question question) {
        var endpoint = discovery.of(provider).authorizationEndpoint();
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("response_type", "code");
        parameters.put("client_id", provider.clientId());
        parameters.put("redirect_uri", question.redirectUri());
        parameters.put("scope", "openid profile email");
        parameters.put("state", question.state());
        parameters.put("nonce", question.nonce());
        parameters.put("code_challenge", question.challenge());
        parameters.put("code_challenge_method", "S256");
        if (question.fresh()) {
            parameters.put("prompt", "login");
            parameters.put("max_age", "0");
        }
        return withQuery(endpoint, parameters);
    }

    static URI withQuery(URI endpoint, Map<String, String> parameters) {
        var query =
                parameters.entrySet().stream()
                        .map(
                                parameter ->
                                        parameter.getKey()
                                                + "="
                                                + IssuerHttp.encoded(parameter.getValue()))
                        .collect(Collectors.joining("&"));
        var address = endpoint.toString();
        return URI.create(address + (endpoint.getRawQuery() == null ? "?" : "&") + query);
    }

    @Override
    public void checkIssuer(IdentityProvider provider, @Nullable String issuer) {
        var metadata = discovery.of(provider);
        if (issuer == null ? metadata.namesItself() : !isIssuer(metadata, issuer)) {
            throw SignInFailed.notBelievable("asked " + provider.issuer() + ", another answers");
        }
    }

    private static boolean isIssuer(ProviderMetadata metadata, String issuer) {
        var expected = metadata.issuer();
        int tenant = expected.indexOf(Discovery.TENANT);
        if (tenant < 0) {
            return expected.equals(issuer);
        }
        var before = expected.substring(0, tenant);
        var after = expected.substring(tenant + Discovery.TENANT.length());
        return issuer.length() > before.length() + after.length()
                && issuer.startsWith(before)
                && issuer.endsWith(after)
                && TENANT_ID
                        .matcher(
                                issuer.substring(before.length(), issuer.length() - after.length()))
                        .matches();
    }

    @Override
    public Vouched redeem(IdentityProvider provider, Answer answer) {
        var metadata = discovery.of(provider);
        var tokens = tokens(provider, metadata, answer);
        var signed = keys.verified(tokens.text("id_token"), metadata.jwksUri(), ID_TOKEN_TYPES);
        var claims = signed.claims();
        checkClaims(provider, metadata, claims);
        if (!same(answer.nonce(), claims.getClaim("nonce"))) {
            throw SignInFailed.notBelievable("the nonce is another's");
        }
        var accessToken = tokens.text("access_token");
        checkAccessToken(signed.header().getAlgorithm(), claims, accessToken);
        var all = new HashMap<>(claims.getClaims());
        if (isMore(provider, metadata, all) && !accessToken.isEmpty()) {
            addUserInfo(all, metadata, accessToken);
        }
        return vouched(metadata, claims, all, tokens.text("id_token"));
    }

    private IssuerHttp.Answer tokens(
            IdentityProvider provider, ProviderMetadata metadata, Answer answer) {
        var form = new LinkedHashMap<String, String>();
        form.put("grant_type", "authorization_code");
        form.put("code", answer.code());
        form.put("redirect_uri", answer.redirectUri());
        form.put("code_verifier", answer.verifier());
        var headers = new HashMap<String, String>();
        var secret = provider.clientSecret();
        if (secret == null) {
            form.put("client_id", provider.clientId());
        } else if (metadata.takesPostedSecret()) {
            form.put("client_id", provider.clientId());
            form.put("client_secret", secret);
        } else {
            headers.put("Authorization", basic(provider.clientId(), secret));
        }
        var tokens = http.post(metadata.tokenEndpoint(), headers, form);
        if (!tokens.isSuccess()) {
            throw new SignInFailed(
                    SignInProblem.PROVIDER_REFUSED,
                    "the token endpoint answers "
                            + tokens.status()
                            + " "
                            + printable(tokens.text("error")));
        }
        return tokens;
    }

    /** RFC 6749, section 2.3.1: encoded as in forms, and then joined. */
    private static String basic(String id, String secret) {
        var pair = IssuerHttp.encoded(id) + ":" + IssuerHttp.encoded(secret);
        return "Basic "
                + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
    }

    /** What every token of a provider must say, the one for signing out too. */
    void checkClaims(IdentityProvider provider, ProviderMetadata metadata, JWTClaimsSet claims) {
        var issuer = claims.getIssuer();
        if (issuer == null || !issuer.equals(issuerOf(metadata, claims))) {
            throw SignInFailed.notBelievable("a token is of another issuer");
        }
        var audience = claims.getAudience();
        var party = claims.getClaim("azp");
        if (!audience.contains(provider.clientId())
                || party != null && !provider.clientId().equals(party)
                || audience.size() > 1 && party == null) {
            throw SignInFailed.notBelievable("a token is for another client");
        }
        var now = clock.instant();
        if (!isBefore(now.minus(SKEW), claims.getExpirationTime())) {
            throw SignInFailed.notBelievable("a token has expired");
        }
        var issued = claims.getIssueTime();
        if (!isBefore(now.minus(OLDEST_TOKEN), issued)
                || isBefore(now.plus(SKEW), issued)
                || isBefore(now.plus(SKEW), claims.getNotBeforeTime())) {
            throw SignInFailed.notBelievable("a token is not of this moment");
        }
    }

    private static String issuerOf(ProviderMetadata metadata, JWTClaimsSet claims) {
        var expected = metadata.issuer();
        if (!expected.contains(Discovery.TENANT)) {
            return expected;
        }
        var tenant = claims.getClaim("tid");
        return tenant instanceof String id && TENANT_ID.matcher(id).matches()
                ? expected.replace(Discovery.TENANT, id)
                : "";
    }

    /** False also where the token does not say. */
    private static boolean isBefore(Instant moment, @Nullable Date said) {
        return said != null && moment.isBefore(said.toInstant());
    }

    private static void checkAccessToken(
            JWSAlgorithm algorithm, JWTClaimsSet claims, String accessToken) {
        var said = claims.getClaim("at_hash");
        if (said == null) {
            return;
        }
        try {
            var name = algorithm.getName();
            var hash =
                    MessageDigest.getInstance("SHA-" + name.substring(name.length() - 3))
                            .digest(accessToken.getBytes(StandardCharsets.US_ASCII));
            var half = Arrays.copyOf(hash, hash.length / 2);
            if (!same(Base64.getUrlEncoder().withoutPadding().encodeToString(half), said)) {
                throw SignInFailed.notBelievable("the access token is another's");
            }
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean same(String expected, @Nullable Object said) {
        return said instanceof String text
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8),
                        text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the other place has to be asked as well. */
    private static boolean isMore(
            IdentityProvider provider, ProviderMetadata metadata, Map<String, Object> claims) {
        var role = provider.roleClaim();
        return metadata.userInfoEndpoint() != null
                && (claims.get("email") == null || role != null && !Claims.has(claims, role));
    }

    private void addUserInfo(
            Map<String, Object> claims, ProviderMetadata metadata, String accessToken) {
        var endpoint = Objects.requireNonNull(metadata.userInfoEndpoint());
        var body = http.get(endpoint, Map.of("Authorization", "Bearer " + accessToken));
        Map<String, Object> more = members(body);
        // OpenID Connect Core, section 5.3.2: else somebody else's data would be taken.
        if (!Objects.equals(more.get("sub"), claims.get("sub"))) {
            throw SignInFailed.notBelievable("the user info is about somebody else");
        }
        // An address and whether it is verified are said together, or not at all.
        if (claims.get("email") == null) {
            claims.remove("email_verified");
        } else {
            more.remove("email");
            more.remove("email_verified");
        }
        more.forEach(claims::putIfAbsent);
    }

    private Map<String, Object> members(JsonNode body) {
        return body.isObject()
                ? new HashMap<>(
                        json.convertValue(body, new TypeReference<Map<String, Object>>() {}))
                : new HashMap<>();
    }

    private static Vouched vouched(
            ProviderMetadata metadata,
            JWTClaimsSet token,
            Map<String, Object> claims,
            String idToken) {
        var subject = subject(token);
        var email = Claims.text(claims, "email");
        var verified = Claims.verifiedEmail(claims);
        var preferred = Claims.text(claims, "preferred_username");
        var name = Claims.text(claims, "name");
        var hint = Stream.of(email, preferred, name, subject).filter(Objects::nonNull).findFirst();
        var wishes =
                Stream.of(preferred, Claims.text(claims, "nickname"), verified, name)
                        .filter(Objects::nonNull)
                        .toList();
        return new Vouched(
                String.valueOf(token.getIssuer()),
                subject,
                String.valueOf(hint.orElseThrow()),
                wishes,
                name,
                verified,
                claims,
                token.getClaim("auth_time") instanceof Number seconds
                        ? Instant.ofEpochSecond(seconds.longValue())
                        : null,
                new Vouched.ProviderSession(
                        Claims.text(token.getClaims(), "sid"),
                        idToken,
                        metadata.endSessionEndpoint()));
    }

    /** A subject is case-sensitive ASCII (OpenID Connect Core, section 2), and never nobody. */
    static String subject(JWTClaimsSet token) {
        var subject = token.getSubject();
        if (subject == null || !SUBJECT.matcher(subject).matches() || subject.isBlank()) {
            throw SignInFailed.notBelievable("a token does not say whom it is about");
        }
        return subject;
    }

    private static String printable(String text) {
        var clean = text.replaceAll("[^a-z_]", "?");
        return clean.substring(0, Math.min(clean.length(), 50));
    }
}
