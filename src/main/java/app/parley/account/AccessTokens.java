package app.parley.account;

import app.parley.platform.secret.SecretKeys;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Access tokens: JWTs (RFC 9068's type) that live minutes. A token names a session; whether that
 * session still lives, and what its owner may do, is the database's to say.
 */
@Component
class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String ISSUER = "parley";

    /** The audience (RFC 7519, section 4.1.3) of tokens for all of Parley's own API. */
    static final String API = "parley-api";

    private final Clock clock;
    private final AccountProperties settings;
    private final MACSigner signer;
    private final MACVerifier verifier;

    AccessTokens(SecretKeys keys, AccountProperties settings, Clock clock) {
        this.clock = clock;
        this.settings = settings;
        var key = keys.derive("access-token", "HmacSHA256");
        try {
            signer = new MACSigner(key);
            verifier = new MACVerifier(key);
        } catch (JOSEException impossible) {
            throw new IllegalStateException("the key does not fit HS256", impossible);
        }
    }

    /** What a token says, once its signature, type, issuer, audience and time are checked. */
    record Claims(UUID userId, UUID sessionId, int authEpoch) {}

    String issue(Account account, UUID sessionId) {
        return issue(account, sessionId, API, settings.accessTokenTtl());
    }

    /**
     * @param audience the routes that the token opens
     */
    String issue(Account account, UUID sessionId, String audience, Duration ttl) {
        var now = clock.instant();
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(ISSUER)
                        .audience(audience)
                        .subject(account.id().toString())
                        .claim("sid", sessionId.toString())
                        .claim("role", account.role().code())
                        .claim("epoch", account.authEpoch())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plus(ttl)))
                        .build();
        var token = new SignedJWT(header, claims);
        try {
            token.sign(signer);
        } catch (JOSEException failed) {
            throw new IllegalStateException("cannot sign an access token", failed);
        }
        return token.serialize();
    }

    long expiresInSeconds() {
        return settings.accessTokenTtl().toSeconds();
    }

    Optional<Claims> verified(String text) {
        return verified(text, Set.of(API));
    }

    /**
     * @param audiences of which the token must name one, and no other
     */
    Optional<Claims> verified(String text, Set<String> audiences) {
        try {
            var token = SignedJWT.parse(text);
            var header = token.getHeader();
            // The algorithm is ours to choose, never the token's.
            if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())
                    || !TYPE.equals(header.getType())
                    || !token.verify(verifier)) {
                return Optional.empty();
            }
            var claims = token.getJWTClaimsSet();
            var expires = claims.getExpirationTime();
            if (!ISSUER.equals(claims.getIssuer())
                    || claims.getAudience().size() != 1
                    || !audiences.contains(claims.getAudience().getFirst())
                    || expires == null
                    || !clock.instant().isBefore(Instant.ofEpochMilli(expires.getTime()))) {
                return Optional.empty();
            }
            var subject = claims.getSubject();
            var session = claims.getStringClaim("sid");
            var epoch = claims.getIntegerClaim("epoch");
            if (subject == null || session == null || epoch == null) {
                return Optional.empty();
            }
            return Optional.of(
                    new Claims(UUID.fromString(subject), UUID.fromString(session), epoch));
        } catch (ParseException | JOSEException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
