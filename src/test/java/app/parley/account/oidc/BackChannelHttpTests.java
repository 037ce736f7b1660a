package app.parley.account.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Reply;
import com.nimbusds.jose.JWSAlgorithm;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A provider ends the sessions that it has opened, and nobody else in its name. */
class BackChannelHttpTests extends OidcTests {
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private Map<String, Object> logout() {
        long now = Instant.now().getEpochSecond();
        var said = new LinkedHashMap<String, Object>();
        said.put("iss", provider.issuer());
        said.put("aud", OpenIdProvider.CLIENT);
        said.put("iat", now);
        said.put("exp", now + 120);
        said.put("jti", UUID.randomUUID().toString());
        said.put("events", Map.of(EVENT, Map.of()));
        return said;
    }

    private Reply send(String id, String token) {
        var api = anonymous();
        return api.send(
                api.request("/api/v1/auth/oidc/" + id + "/backchannel-logout")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "logout_token=" + OpenIdProvider.encoded(token))));
    }

    private Reply send(String id, Map<String, Object> said) {
        return send(id, provider.signed(said, JWSAlgorithm.RS256, "logout+jwt"));
    }

    private Browser signedIn(String id, String subject, String sid) {
        var person = OpenIdProvider.person(subject);
        person.put("sid", sid);
        var browser = new Browser();
        browser.signIn(id, person).expect(303);
        return browser;
    }

    @Test
    void endsOneSessionByItsNameAtTheProvider() {
        var id = connect();
        var subject = nobody();
        var laptop = signedIn(id, subject, "sid-1").tab();
        var phone = signedIn(id, subject, "sid-2").tab();
        var said = logout();
        said.put("sid", "sid-1");

        send(id, said).expect(200);

        laptop.get("/api/v1/me").expectProblem(401, "unauthenticated");
        laptop.refresh().expectProblem(401, "unauthenticated");
        phone.get("/api/v1/me").expect(200);
    }

    @Test
    void endsAllSessionsOfAPersonThatItOpenedAndNoOthers() {
        var id = connect();
        var subject = nobody();
        var laptop = signedIn(id, subject, "a").tab();
        var phone = signedIn(id, subject, "b").tab();
        var colleague = signedIn(id, nobody(), "a").tab();
        var said = logout();
        said.put("sub", subject);

        send(id, said).expect(200);

        laptop.get("/api/v1/me").expectProblem(401, "unauthenticated");
        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        colleague.get("/api/v1/me").expect(200);
        send(id, said).expectProblem(400, "invalid-request");
    }

    /** What a token for signing out must not be. */
    enum Fault {
        NO_EVENT,
        OTHER_EVENT,
        WITH_NONCE,
        NOBODY,
        NO_ID,
        OTHER_AUDIENCE,
        OTHER_ISSUER,
        EXPIRED,
        OLD,
        UNTYPED,
        TYPED_AS_ANOTHER,
        NOT_SIGNED_BY_IT,
        NO_TOKEN
    }

    @ParameterizedTest
    @EnumSource
    void refusesEverythingElse(Fault fault) {
        var id = connect();
        var subject = nobody();
        var tab = signedIn(id, subject, "a").tab();
        long now = Instant.now().getEpochSecond();
        var said = logout();
        said.put("sub", subject);
        var type = "logout+jwt";
        switch (fault) {
            case NO_EVENT -> said.remove("events");
            case OTHER_EVENT -> said.put("events", Map.of("https://example.org", Map.of()));
            case WITH_NONCE -> said.put("nonce", "1");
            case NOBODY -> said.remove("sub");
            case NO_ID -> said.remove("jti");
            case OTHER_AUDIENCE -> said.put("aud", "another");
            case OTHER_ISSUER -> said.put("iss", "https://accounts.google.com");
            case EXPIRED -> said.put("exp", now - 120);
            case OLD -> said.put("iat", now - 3_600);
            case UNTYPED -> type = "";
            case TYPED_AS_ANOTHER -> type = "JWT";
            case NOT_SIGNED_BY_IT, NO_TOKEN -> {}
        }
        var token = provider.signed(said, JWSAlgorithm.RS256, type);
        if (fault == Fault.NOT_SIGNED_BY_IT) {
            token = token.substring(0, token.lastIndexOf('.') + 1) + "AAAA";
        }

        send(id, fault == Fault.NO_TOKEN ? "" : token).expectProblem(400, "invalid-request");

        tab.get("/api/v1/me").expect(200);
    }

    @Test
    void signingOutGoesOnAtTheProvider() {
        var id = connect();
        var browser = signedIn(id, nobody(), "sid-9");

        var out = browser.tab().post("/api/v1/auth/logout", "{}").expect(200);

        var location = URI.create(out.text("location"));
        assertThat(location.toString()).startsWith(provider.issuer() + "/logout?");
        var query = OpenIdProvider.query(location.getRawQuery());
        assertThat(query.get("client_id")).isEqualTo(OpenIdProvider.CLIENT);
        assertThat(query.get("post_logout_redirect_uri")).isEqualTo(base() + "/sign-in");
        assertThat(query.get("id_token_hint").split("\\.")).hasSize(3);
        newPerson().post("/api/v1/auth/logout", "{}").expect(204);
    }
}
