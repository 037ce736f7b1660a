package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SessionHttpTests extends HttpTests {
    private static final String CHROME =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
                    + " Chrome/142.0.0.0 Safari/537.36";

    @Autowired private Rights rights;

    @Test
    void listsOnesSessionsWithDeviceAndLastUse() {
        var person = newPerson();
        var laptop = anonymous();
        laptop.send(
                        laptop.request("/api/v1/auth/login")
                                .header("Content-Type", "application/json")
                                .header("User-Agent", CHROME)
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                """
                                                {"username": "%s", "password": "%s"}
                                                """
                                                        .formatted(person.username(), PASSWORD))))
                .expect(200);

        var list = person.get("/api/v1/me/sessions").expect(200).json();

        assertThat(list.path("nextCursor").isNull()).isTrue();
        assertThat(list.path("items").size()).isEqualTo(2);
        var newest = list.path("items").get(0);
        assertThat(newest.path("device").asString()).isEqualTo("Chrome on Linux");
        assertThat(newest.path("userAgent").asString()).isEqualTo(CHROME);
        assertThat(newest.path("ipAddress").asString()).startsWith("127.");
        assertThat(newest.path("current").asBoolean()).isFalse();
        assertThat(newest.path("createdAt").asString()).endsWith("Z");
        assertThat(list.path("items").get(1).path("current").asBoolean()).isTrue();
    }

    @Test
    void endsAnotherDeviceWhichIsRefusedAtOnce() {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);
        phone.get("/api/v1/me").expect(200);
        var phoneId = currentSession(phone.get("/api/v1/me/sessions"));

        person.delete("/api/v1/me/sessions/" + phoneId).expect(204);

        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        phone.refresh().expectProblem(401, "unauthenticated");
        person.get("/api/v1/me").expect(200);
        person.delete("/api/v1/me/sessions/" + phoneId).expectProblem(404, "not-found");
    }

    @Test
    void endsAllOthersAtOnce() {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);
        var tablet = anonymous();
        tablet.login(person.username(), PASSWORD).expect(200);
        var stranger = newPerson();

        person.delete("/api/v1/me/sessions").expect(204);

        phone.get("/api/v1/me").expectProblem(401, "unauthenticated");
        tablet.refresh().expectProblem(401, "unauthenticated");
        person.get("/api/v1/me").expect(200);
        stranger.get("/api/v1/me").expect(200);
    }

    @Test
    void aForeignSessionLooksLikeNone() {
        var person = newPerson();
        var stranger = newPerson();
        var foreignId = currentSession(stranger.get("/api/v1/me/sessions"));

        var foreign = person.delete("/api/v1/me/sessions/" + foreignId);
        var missing = person.delete("/api/v1/me/sessions/" + UUID.randomUUID());
        var nonsense = person.delete("/api/v1/me/sessions/nonsense");

        foreign.expectProblem(404, "not-found");
        missing.expectProblem(404, "not-found");
        nonsense.expectProblem(404, "not-found");
        assertThat(foreign.text("detail")).isEqualTo(missing.text("detail"));
        stranger.get("/api/v1/me").expect(200);
    }

    @Test
    void aReplacedRefreshTokenWorksOnceMoreAndAnOlderOneEndsTheSession() {
        var person = newPerson();
        var first = person.refreshToken();
        var slowTab = person.copy();
        person.refresh().expect(200);
        var second = person.refreshToken();
        assertThat(second).isNotEqualTo(first);

        slowTab.refresh().expect(200);
        assertThat(slowTab.refreshToken()).isEqualTo(second);

        person.refresh().expect(200);
        person.get("/api/v1/me").expect(200);
        person.withRefreshToken(first).refresh().expectProblem(401, "unauthenticated");

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        person.refresh().expectProblem(401, "unauthenticated");
    }

    @Test
    void anAccessTokenIsNoRefreshTokenNorTheOtherWayRound() {
        var person = newPerson();

        person.withRefreshToken(person.accessToken())
                .refresh()
                .expectProblem(401, "unauthenticated");
        person.withAccessToken(person.refreshToken())
                .get("/api/v1/me")
                .expectProblem(401, "unauthenticated");
        person.withAccessToken(person.accessToken() + "x")
                .get("/api/v1/me")
                .expectProblem(401, "unauthenticated");
    }

    @Test
    void aChangedRoleRefusesTheOldTokenAndARefreshBringsTheNewOne() {
        var person = newPerson();
        person.get("/api/v1/admin/settings").expectProblem(403, "forbidden");

        rights.changeRole(person.userId(), Role.ADMIN);

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        person.refresh().expect(200);
        assertThat(person.get("/api/v1/me").text("role")).isEqualTo("admin");
        person.get("/api/v1/admin/settings").expect(200);

        rights.changeRole(person.userId(), Role.USER);

        person.get("/api/v1/admin/settings").expectProblem(401, "unauthenticated");
        person.refresh().expect(200);
        person.get("/api/v1/admin/settings").expectProblem(403, "forbidden");
    }

    @Test
    void aSuspendedPersonIsOutAndStaysOut() {
        var person = newPerson();

        rights.suspend(person.userId());

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        person.refresh().expectProblem(401, "unauthenticated");
        anonymous().login(person.username(), PASSWORD).expectProblem(403, "forbidden");
        rights.restore(person.userId());
        anonymous().login(person.username(), PASSWORD).expect(200);
    }

    private static String currentSession(Reply sessions) {
        for (var session : sessions.expect(200).json().path("items")) {
            if (session.path("current").asBoolean()) {
                return session.path("id").asString();
            }
        }
        throw new AssertionError("no current session: " + sessions.body());
    }
}
