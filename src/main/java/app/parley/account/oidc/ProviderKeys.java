package app.parley.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Checks what providers have signed. Their keys are remembered for an hour, and asked for again
 * when a signature fits none of them: providers change their keys. Not more often than every ten
 * seconds, since anybody can send a token that nobody has signed.
 */
@Component
class ProviderKeys {
    private static final long KEPT_NANOS = Duration.ofHours(1).toNanos();
    private static final long PAUSE_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int FEWEST_RSA_BITS = 2_048;
    private static final int LONGEST_TOKEN = 65_536;

    /** Of keys with a secret half: never {@code none}, never what a public key could verify. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(
                    JWSAlgorithm.RS256,
                    JWSAlgorithm.RS384,
                    JWSAlgorithm.RS512,
                    JWSAlgorithm.PS256,
                    JWSAlgorithm.PS384,
                    JWSAlgorithm.PS512,
                    JWSAlgorithm.ES256,
                    JWSAlgorithm.ES384,
                    JWSAlgorithm.ES512);

    private final IssuerHttp http;
    private final Map<URI, Known> known = new ConcurrentHashMap<>();
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    ProviderKeys(IssuerHttp http) {
        this.http = http;
    }

    /**
     * @param repeatedAt when they were last asked for although they were not old; 0: never
     */
    private record Known(JWKSet keys, long readAt, long repeatedAt) {}

    /** A token whose signature is a provider's. What it says is not checked. */
    record Signed(JWSHeader header, JWTClaimsSet claims) {}

    /**
     * @param types what the header may call it, in lower case; empty: nothing at all
     * @throws SignInFailed if it is not signed with one of the provider's keys
     */
    Signed verified(String token, URI jwks, Set<String> types) {
        if (token.length() > LONGEST_TOKEN) {
            throw SignInFailed.notBelievable("a token is too long");
        }
        SignedJWT parsed;
        try {
            parsed = SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new SignInFailed(
                    SignInProblem.INVALID_ANSWER, "a token is no signed JWT", malformed);
        }
        var header = parsed.getHeader();
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            throw SignInFailed.notBelievable("a token is signed with " + header.getAlgorithm());
        }
        var type = header.getType() == null ? "" : header.getType().getType();
        if (!types.contains(type.toLowerCase(Locale.ROOT))) {
            throw SignInFailed.notBelievable("a token is of another type: " + type);
        }
        if (header.getCriticalParams() != null || !isSigned(parsed, jwks)) {
            throw SignInFailed.notBelievable("a token is not signed by its issuer");
        }
        try {
            return new Signed(header, parsed.getJWTClaimsSet());
        } catch (ParseException malformed) {
            throw new SignInFailed(
                    SignInProblem.INVALID_ANSWER, "a token's claims are malformed", malformed);
        }
    }

    private boolean isSigned(SignedJWT token, URI jwks) {
        var remembered = known.get(jwks);
        if (remembered == null || System.nanoTime() - remembered.readAt() > KEPT_NANOS) {
            return fits(token, read(jwks, 0));
        }
        if (fits(token, remembered)) {
            return true;
        }
        long now = System.nanoTime();
        boolean mayAsk =
                remembered.repeatedAt() == 0 || now - remembered.repeatedAt() > PAUSE_NANOS;
        return mayAsk
                && known.replace(
                        jwks, remembered, new Known(remembered.keys(), remembered.readAt(), now))
                && fits(token, read(jwks, now));
    }

    private Known read(URI jwks, long repeatedAt) {
        var body = http.get(jwks, Map.of("Accept", "application/json, application/jwk-set+json"));
        try {
            var usable =
                    JWKSet.parse(body.toString()).getKeys().stream()
                            .filter(ProviderKeys::isUsable)
                            .toList();
            var read = new Known(new JWKSet(usable), System.nanoTime(), repeatedAt);
            known.put(jwks, read);
            return read;
        } catch (ParseException | IllegalArgumentException malformed) {
            throw new SignInFailed(
                    SignInProblem.INVALID_ANSWER, jwks.getHost() + " has no keys", malformed);
        }
    }

    private static boolean isUsable(JWK key) {
        return key instanceof RSAKey rsa ? rsa.size() >= FEWEST_RSA_BITS : key instanceof ECKey;
    }

    private boolean fits(SignedJWT token, Known known) {
        var header = token.getHeader();
        List<JWK> candidates =
                new JWKSelector(JWKMatcher.forJWSHeader(header)).select(known.keys());
        // A token that does not say which key must leave no choice.
        if (candidates.isEmpty() || header.getKeyID() == null && candidates.size() > 1) {
            return false;
        }
        return candidates.stream().anyMatch(key -> fits(token, key));
    }

    private boolean fits(SignedJWT token, JWK key) {
        try {
            return token.verify(
                    verifiers.createJWSVerifier(
                            token.getHeader(), ((AsymmetricJWK) key).toPublicKey()));
        } catch (JOSEException unfit) {
            return false;
        }
    }
}
