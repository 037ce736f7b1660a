package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.secret.TestSecretKeys;
import app.parley.support.SettableClock;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class AccessTokensTests {
    private static final String SECRET = "the secret key of this installation";
    private static final UUID SESSION = new UUID(7, 7);
    private static final Account ACCOUNT =
            new Account(
                    new UUID(1, 2),
                    "person",
                    "Person",
                    null,
                    false,
                    Role.USER,
                    null,
                    Preferences.NONE,
                    3,
                    false,
                    false,
                    false,
                    Instant.EPOCH);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final AccessTokens tokens = tokens(SECRET);

    @Test
    void saysWhoseAndWhichSessionForFiveMinutes() throws Exception {
        var token = tokens.issue(ACCOUNT, SESSION);

        assertThat(tokens.verified(token))
                .contains(new AccessTokens.Claims(ACCOUNT.id(), SESSION, 3));
        var claims = SignedJWT.parse(token).getJWTClaimsSet();
        assertThat(claims.getStringClaim("role")).isEqualTo("user");
        clock.advance(Duration.ofSeconds(299));
        assertThat(tokens.verified(token)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.verified(token)).isEmpty();
    }

    @Test
    void refusesAnotherInstallationsToken() {
        assertThat(
                        tokens.verified(
                                tokens("the secret key of another installation")
                                        .issue(ACCOUNT, SESSION)))
                .isEmpty();
    }

    @Test
    void refusesATokenThatWasChanged() {
        var parts = tokens.issue(ACCOUNT, SESSION).split("\\.");
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]));
        var forged =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(payload.replace("\"user\"", "\"admin\"").getBytes());

        assertThat(forged).isNotEqualTo(parts[1]);
        assertThat(tokens.verified(parts[0] + "." + forged + "." + parts[2])).isEmpty();
        assertThat(tokens.verified(parts[0] + "." + parts[1] + ".")).isEmpty();
        assertThat(tokens.verified(parts[0] + "." + parts[1])).isEmpty();
        assertThat(tokens.verified("")).isEmpty();
        assertThat(tokens.verified("a.b.c")).isEmpty();
    }

    @Test
    void choosesTheAlgorithmItself() throws Exception {
        var key = key();

        assertThat(tokens.verified(signed(JWSAlgorithm.HS256, "at+jwt", key, claims().build())))
                .isPresent();
        assertThat(tokens.verified(new PlainJWT(claims().build()).serialize())).isEmpty();
        // The same key, stretched to what the other algorithms want, as a confused verifier would.
        var longKey = new byte[64];
        System.arraycopy(key.getEncoded(), 0, longKey, 0, 32);
        assertThat(
                        tokens.verified(
                                signed(
                                        JWSAlgorithm.HS512,
                                        "at+jwt",
                                        new SecretKeySpec(longKey, "HmacSHA512"),
                                        claims().build())))
                .isEmpty();
    }

    @Test
    void refusesTokensMadeForSomethingElse() throws Exception {
        var key = key();

        assertThat(tokens.verified(signed(JWSAlgorithm.HS256, "JWT", key, claims().build())))
                .isEmpty();
        assertThat(tokens.verified(ours(claims().audience("another-api")))).isEmpty();
        assertThat(tokens.verified(ours(claims().issuer("another")))).isEmpty();
        assertThat(tokens.verified(ours(claims().expirationTime(null)))).isEmpty();
    }

    @Test
    void refusesTokensThatLackAClaimOrHoldSomethingElse() throws Exception {
        for (var name : List.of("iss", "aud", "sub", "sid", "epoch", "exp")) {
            assertThat(tokens.verified(ours(claims().claim(name, null))))
                    .as("without " + name)
                    .isEmpty();
        }
        assertThat(tokens.verified(ours(claims().subject("person")))).isEmpty();
        assertThat(tokens.verified(ours(claims().claim("sid", "session")))).isEmpty();
        assertThat(tokens.verified(ours(claims().claim("epoch", "many")))).isEmpty();
        assertThat(tokens.verified(ours(claims().audience(List.of("parley-api", "another")))))
                .isEmpty();
    }

    private String ours(JWTClaimsSet.Builder claims) throws Exception {
        return signed(JWSAlgorithm.HS256, "at+jwt", key(), claims.build());
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("parley")
                .audience("parley-api")
                .subject(ACCOUNT.id().toString())
                .claim("sid", SESSION.toString())
                .claim("role", "user")
                .claim("epoch", 3)
                .expirationTime(Date.from(clock.instant().plusSeconds(60)));
    }

    private static String signed(
            JWSAlgorithm algorithm, String type, SecretKey key, JWTClaimsSet claims)
            throws Exception {
        var header = new JWSHeader.Builder(algorithm).type(new JOSEObjectType(type)).build();
        var token = new SignedJWT(header, claims);
        token.sign(new MACSigner(key));
        return token.serialize();
    }

    private static SecretKey key() {
        return TestSecretKeys.of(SECRET).derive("access-token", "HmacSHA256");
    }

    private AccessTokens tokens(String secretKey) {
        return new AccessTokens(TestSecretKeys.of(secretKey), TestAccounts.SETTINGS, clock);
    }
}
