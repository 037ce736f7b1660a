package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Reply;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody is signed in by a provider that lies, or by somebody who speaks in its name. */
class MisbehavingProviderHttpTests extends OidcTests {
    /** What a token must not say. */
    enum Lie {
        WRONG_NONCE,
        NO_NONCE,
        NONCE_IS_NO_TEXT,
        OTHER_AUDIENCE,
        NO_AUDIENCE,
        OTHER_AUDIENCE_TOO,
        OTHER_PARTY,
        EXPIRED,
        NO_EXPIRY,
        FROM_THE_FUTURE,
        FROM_LONG_AGO,
        NOT_YET,
        OTHER_ISSUER,
        ISSUER_WITH_SLASH,
        NO_SUBJECT,
        NULL_SUBJECT,
        EMPTY_SUBJECT,
        SUBJECT_OF_OTHER_LETTERS,
        ENDLESS_SUBJECT,
        OTHER_ACCESS_TOKEN;

        void tell(Map<String, Object> said) {
            long now = Instant.now().getEpochSecond();
            switch (this) {
                case WRONG_NONCE -> said.put("nonce", "another");
                case NO_NONCE -> said.remove("nonce");
                case NONCE_IS_NO_TEXT -> said.put("nonce", List.of(said.get("nonce")));
                case OTHER_AUDIENCE -> said.put("aud", "somebody else");
                case NO_AUDIENCE -> said.remove("aud");
                case OTHER_AUDIENCE_TOO ->
                        said.put("aud", List.of(OpenIdProvider.CLIENT, "somebody else"));
                case OTHER_PARTY -> said.put("azp", "somebody else");
                case EXPIRED -> said.put("exp", now - 120);
                case NO_EXPIRY -> said.remove("exp");
                case FROM_THE_FUTURE -> said.put("iat", now + 600);
                case FROM_LONG_AGO -> said.put("iat", now - 3_600);
                case NOT_YET -> said.put("nbf", now + 600);
                case OTHER_ISSUER -> said.put("iss", "https://accounts.google.com");
                case ISSUER_WITH_SLASH -> said.put("iss", said.get("iss") + "/");
                case NO_SUBJECT -> said.remove("sub");
                case NULL_SUBJECT -> said.put("sub", null);
                case EMPTY_SUBJECT -> said.put("sub", " ");
                case SUBJECT_OF_OTHER_LETTERS -> said.put("sub", "имя");
                case ENDLESS_SUBJECT -> said.put("sub", "a".repeat(256));
                case OTHER_ACCESS_TOKEN -> said.put("at_hash", "AAAAAAAAAAAAAAAAAAAAAA");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void believesNoTokenThatIsNotForThisSignIn(Lie lie) {
        var id = connect();
        provider.claims(lie::tell);

        assertProblem(new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
    }

    /** How a token must not be signed. */
    enum Forgery {
        NOT_SIGNED,
        BY_THE_PUBLIC_KEY,
        BY_THE_SECRET_OF_THE_CLIENT,
        BY_ANOTHER_KEY,
        BY_THE_KEY_IN_ITS_HEADER,
        CHANGED_AFTERWARDS,
        SIGNATURE_LEFT_OUT,
        AN_ACCESS_TOKEN,
        A_LOGOUT_TOKEN,
        WITH_AN_EXTENSION,
        NO_TOKEN
    }

    @ParameterizedTest
    @EnumSource
    void believesNoTokenThatTheProviderHasNotSigned(Forgery forgery) {
        var id = connect();
        provider.signing(said -> forged(forgery, said));

        assertProblem(new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
    }

    private String forged(Forgery forgery, Map<String, Object> said) {
        var key = provider.key();
        try {
            var hs256 = new JWSHeader.Builder(JWSAlgorithm.HS256).keyID(key.getKeyID()).build();
            return switch (forgery) {
                case NOT_SIGNED -> new PlainJWT(JWTClaimsSet.parse(said)).serialize();
                case BY_THE_PUBLIC_KEY ->
                        OpenIdProvider.signed(
                                said, hs256, new MACSigner(key.toRSAPublicKey().getEncoded()));
                case BY_THE_SECRET_OF_THE_CLIENT ->
                        OpenIdProvider.signed(
                                said,
                                hs256,
                                new MACSigner(
                                        (OpenIdProvider.SECRET + OpenIdProvider.SECRET)
                                                .getBytes(StandardCharsets.UTF_8)));
                case BY_ANOTHER_KEY -> {
                    var other = OpenIdProvider.newKey(key.getKeyID());
                    yield OpenIdProvider.signed(said, header(other), new RSASSASigner(other));
                }
                case BY_THE_KEY_IN_ITS_HEADER -> {
                    var own = OpenIdProvider.newKey("mine");
                    yield OpenIdProvider.signed(
                            said,
                            new JWSHeader.Builder(JWSAlgorithm.RS256)
                                    .jwk(own.toPublicJWK())
                                    .jwkURL(URI.create("https://evil.test/keys"))
                                    .build(),
                            new RSASSASigner(own));
                }
                case CHANGED_AFTERWARDS -> {
                    var parts = honest(said).split("\\.");
                    var other = new HashMap<>(said);
                    other.put("sub", "administrator");
                    yield parts[0] + "." + honest(other).split("\\.")[1] + "." + parts[2];
                }
                case SIGNATURE_LEFT_OUT -> {
                    var token = honest(said);
                    yield token.substring(0, token.lastIndexOf('.') + 1);
                }
                case AN_ACCESS_TOKEN -> provider.signed(said, JWSAlgorithm.RS256, "at+jwt");
                case A_LOGOUT_TOKEN -> provider.signed(said, JWSAlgorithm.RS256, "logout+jwt");
                case WITH_AN_EXTENSION ->
                        OpenIdProvider.signed(
                                said,
                                new JWSHeader.Builder(JWSAlgorithm.RS256)
                                        .keyID(key.getKeyID())
                                        .customParam("strange", "yes")
                                        .criticalParams(Set.of("strange"))
                                        .build(),
                                new RSASSASigner(key));
                case NO_TOKEN -> "";
            };
        } catch (JOSEException | ParseException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private String honest(Map<String, Object> said) {
        return provider.signed(said, JWSAlgorithm.RS256, "JWT");
    }

    private static JWSHeader header(RSAKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
    }

    @Test
    void anAnswerOfAnotherProviderIsNotSentOn() {
        var id = connect();
        var browser = new Browser();
        var back = provider.signIn(browser.depart(id, "/"), OpenIdProvider.person(nobody()));
        var mixedUp = back.replaceAll("&iss=.*", "&iss=https%3A%2F%2Fevil.test");

        assertProblem(browser.callback(id, mixedUp), "invalid-answer");

        assertThat(provider.asked()).doesNotContain("/token");
    }

    @Test
    void aProviderThatNamesItselfMustDoSo() {
        var id = connect();
        var browser = new Browser();
        var back = provider.signIn(browser.depart(id, "/"), OpenIdProvider.person(nobody()));

        assertProblem(browser.callback(id, back.replaceAll("&iss=.*", "")), "invalid-answer");
    }

    @Test
    void anAnswerToOneProviderIsNoneToAnother() {
        var id = connect();
        var other = connect(Map.of("name", "Other"));
        var browser = new Browser();
        var back = provider.signIn(browser.depart(id, "/"), OpenIdProvider.person(nobody()));

        assertProblem(browser.callback(other, back), "expired");
        assertThat(provider.asked()).doesNotContain("/token");
    }

    @Test
    void aCodeOfSomebodyElseIsWorthNothing() {
        var id = connect();
        var victim = new Browser();
        var attacker = new Browser();
        var stolen =
                OpenIdProvider.query(
                        provider.signIn(victim.depart(id, "/"), OpenIdProvider.person(nobody())));
        var own =
                OpenIdProvider.query(
                        provider.signIn(attacker.depart(id, "/"), OpenIdProvider.person(nobody())));

        // The verifier is the attacker's, the challenge was the victim's.
        assertProblem(
                attacker.callback(
                        id,
                        "code="
                                + stolen.get("code")
                                + "&state="
                                + own.get("state")
                                + "&iss="
                                + own.get("iss")),
                "provider-refused");
    }

    @Test
    void tellsWhoDeclinedFromWhoWasRefused() {
        var id = connect();
        assertProblem(answered(id, "error=access_denied"), "cancelled");
        assertProblem(answered(id, "error=server_error"), "provider-refused");
        assertProblem(answered(id, "error=%0d%0ainjected&code=1"), "provider-refused");
        assertProblem(answered(id, "nothing=1"), "invalid-answer");
    }

    private Reply answered(String id, String parameters) {
        var browser = new Browser();
        var state = OpenIdProvider.query(browser.depart(id, "/").getRawQuery()).get("state");
        return browser.callback(id, parameters + "&state=" + state + "&iss=" + provider.issuer());
    }

    /** What a provider must not say of itself. */
    enum Claim {
        ANOTHER_ISSUER,
        NO_ISSUER,
        NO_KEYS,
        A_SCRIPT,
        A_FILE,
        WITH_PASSWORD
    }

    @ParameterizedTest
    @EnumSource
    void goesNowhereWhereAProviderIsNotWhoItShouldBe(Claim claim) {
        var id = connect();
        provider.metadata(
                said -> {
                    switch (claim) {
                        case ANOTHER_ISSUER -> said.put("issuer", "https://accounts.google.com");
                        case NO_ISSUER -> said.remove("issuer");
                        case NO_KEYS -> said.remove("jwks_uri");
                        case A_SCRIPT -> said.put("authorization_endpoint", "javascript:alert(1)");
                        case A_FILE -> said.put("token_endpoint", "file:///etc/passwd");
                        case WITH_PASSWORD -> said.put("jwks_uri", "http://a:b@127.0.0.2/keys");
                    }
                });

        assertProblem(new Browser().get("/api/v1/auth/oidc/" + id + "/start"), "invalid-answer");
    }

    @Test
    void goesIntoNoPrivateNetworkThatNobodyHasAllowed() {
        var id = connect(Map.of("issuer", "http://127.0.0.1:" + base().getPort()));
        assertProblem(
                new Browser().get("/api/v1/auth/oidc/" + id + "/start"), "provider-unreachable");

        var inside = connect();
        provider.metadata(said -> said.put("token_endpoint", base() + "/api/v1/csp-reports"));
        assertProblem(
                new Browser().signIn(inside, OpenIdProvider.person(nobody())),
                "provider-unreachable");
    }

    @Test
    void neitherRedirectsNorEndlessNorBrokenAnswersHurt() {
        var id = connect();
        provider.at(
                "/token",
                exchange -> {
                    exchange.getResponseHeaders().set("Location", "/elsewhere");
                    exchange.sendResponseHeaders(307, -1);
                });
        assertProblem(
                new Browser().signIn(id, OpenIdProvider.person(nobody())), "provider-unreachable");
        assertThat(provider.asked()).doesNotContain("/elsewhere");

        provider.at(
                "/token",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    try (var body = exchange.getResponseBody()) {
                        for (int i = 0; i < 1_024; i++) {
                            body.write(new byte[8_192]);
                        }
                    }
                });
        assertProblem(
                new Browser().signIn(id, OpenIdProvider.person(nobody())), "provider-unreachable");

        for (var text :
                List.of("", "null", "[]", "{\"id_token\": 1}", "{".repeat(5_000), "<html>")) {
            provider.at(
                    "/token",
                    exchange ->
                            OpenIdProvider.send(
                                    exchange, 200, text.getBytes(StandardCharsets.UTF_8)));
            assertProblem(
                    new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
        }
    }

    @Test
    void aSlowProviderIsGivenUp() {
        var id = connect();
        provider.at(
                "/token",
                exchange -> {
                    try {
                        Thread.sleep(60_000);
                    } catch (InterruptedException stopped) {
                        Thread.currentThread().interrupt();
                    }
                });

        assertProblem(
                new Browser().signIn(id, OpenIdProvider.person(nobody())), "provider-unreachable");
    }

    @Test
    void keysThatAreNoneVerifyNothing() throws JOSEException {
        var weak = new RSAKeyGenerator(1024, true).keyID("weak").generate();
        var id = connect();
        provider.publish(new JWKSet(weak.toPublicJWK()))
                .signing(
                        said -> {
                            try {
                                return OpenIdProvider.signed(
                                        said, header(weak), new RSASSASigner(weak, true));
                            } catch (JOSEException impossible) {
                                throw new IllegalStateException(impossible);
                            }
                        });
        assertProblem(new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");

        provider.at(
                "/keys",
                exchange ->
                        OpenIdProvider.send(
                                exchange, 200, "{\"keys\": 1}".getBytes(StandardCharsets.UTF_8)));
        assertProblem(new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
    }

    @Test
    void newKeysAreFetchedOnceAndUnknownOnesDoNotMakeItFetchMore() {
        var id = connect();
        new Browser().signIn(id, OpenIdProvider.person(nobody())).expect(303);
        provider.rotate(OpenIdProvider.newKey("second"));

        var arrived = new Browser().signIn(id, OpenIdProvider.person(nobody())).expect(303);

        assertThat(arrived.header("location")).isEqualTo("/");
        var unpublished = OpenIdProvider.newKey("unpublished");
        provider.signing(
                said -> {
                    try {
                        return OpenIdProvider.signed(
                                said, header(unpublished), new RSASSASigner(unpublished));
                    } catch (JOSEException impossible) {
                        throw new IllegalStateException(impossible);
                    }
                });
        for (int i = 0; i < 5; i++) {
            assertProblem(
                    new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
        }
        assertThat(provider.asked().stream().filter("/keys"::equals).count())
                .isLessThanOrEqualTo(3);
    }

    @Test
    void userInfoAboutSomebodyElseIsNotMixedIn() {
        var id = connect();
        provider.userInfo(
                said -> {
                    said.put("sub", "somebody else");
                    said.put("email", "victim@example.org");
                    said.put("email_verified", true);
                });

        assertProblem(new Browser().signIn(id, OpenIdProvider.person(nobody())), "invalid-answer");
    }
}
