package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.factor.AuthenticatorApp;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import java.util.ArrayList;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AdministrationHttpTests extends HttpTests {
    private static final String PEOPLE = "/api/v1/admin/people";

    @Test
    void findsPeopleByNameAndShowsHowTheyStand() {
        var person = newPerson();

        var found = find(person);

        assertThat(found.path("id").asString()).isEqualTo(person.userId().toString());
        assertThat(found.path("role").asString()).isEqualTo("user");
        assertThat(found.path("suspendedAt").isNull()).isTrue();
        assertThat(found.path("secondFactor").asBoolean()).isFalse();
        assertThat(found.path("pending").asBoolean()).isFalse();
        assertThat(found.path("lastSeenAt").asString()).endsWith("Z");
        assertThat(admin().get(PEOPLE + "?q=100%25_nobody").expect(200).json().path("items").size())
                .isZero();
    }

    @Test
    void listsEverybodyPageByPageOnce() {
        newPerson();
        newPerson();
        var seen = new ArrayList<String>();
        var cursor = "";
        do {
            var page = admin().get(PEOPLE + "?limit=2" + cursor).expect(200).json();
            page.path("items").forEach(person -> seen.add(person.path("username").asString()));
            var next = page.path("nextCursor");
            cursor = next.isNull() ? "" : "&cursor=" + next.asString();
        } while (!cursor.isEmpty());

        assertThat(seen).doesNotHaveDuplicates().contains("founder").hasSizeGreaterThan(2);
        admin().get(PEOPLE + "?cursor=%21").expectProblem(400, "invalid-request");
        admin().get(PEOPLE + "?limit=0").expectProblem(400, "invalid-request");
    }

    @Test
    void makesSomebodyAnAdministratorAndTakesItBack() {
        var person = newPerson();

        assertThat(change(person, "{\"role\": \"admin\"}").path("role").asString())
                .isEqualTo("admin");
        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        person.refresh().expect(200);
        person.get(PEOPLE).expect(200);

        change(person, "{\"role\": \"user\"}");
        person.get(PEOPLE).expectProblem(401, "unauthenticated");
        person.refresh().expect(200);
        person.get(PEOPLE).expectProblem(403, "forbidden");
    }

    @Test
    void suspendsAndRestores() {
        var person = newPerson();

        assertThat(change(person, "{\"suspended\": true}").path("suspendedAt").asString())
                .endsWith("Z");
        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        anonymous().login(person.username(), PASSWORD).expectProblem(403, "forbidden");
        change(person, "{\"suspended\": false}");
        anonymous().login(person.username(), PASSWORD).expect(200);
    }

    @Test
    void theLastAdministratorStays() {
        var founder = PEOPLE + "/" + admin().userId();

        admin().patch(founder, "{\"role\": \"user\"}").expectProblem(409, "conflict");
        admin().patch(founder, "{\"suspended\": true}").expectProblem(409, "conflict");

        admin().get(PEOPLE).expect(200);
    }

    @Test
    void showsAndEndsSessions() {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);
        var path = PEOPLE + "/" + person.userId() + "/sessions";

        var sessions = admin().get(path).expect(200).json().path("items");
        assertThat(sessions.size()).isEqualTo(2);
        assertThat(sessions.get(0).path("current").asBoolean()).isFalse();
        admin().delete(path).expect(204);

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        phone.refresh().expectProblem(401, "unauthenticated");
    }

    @Test
    void takesTheFactorsOfSomebodyWhoLostThem() {
        var person = newPerson();
        var secret = person.post("/api/v1/me/factors/totp", "{}").expect(200).text("secret");
        person.post(
                        "/api/v1/me/factors/totp/confirm",
                        "{\"code\": \"%s\"}".formatted(AuthenticatorApp.with(secret).nextCode()))
                .expect(200);
        assertThat(find(person).path("secondFactor").asBoolean()).isTrue();

        admin().delete(PEOPLE + "/" + person.userId() + "/factors").expect(204);

        person.get("/api/v1/me").expectProblem(401, "unauthenticated");
        anonymous().login(person.username(), PASSWORD).expect(200);
        assertThat(find(person).path("secondFactor").asBoolean()).isFalse();
    }

    @Test
    void saysOfNobodyThatThereIsNobody() {
        var nobody = PEOPLE + "/" + UUID.randomUUID();

        admin().patch(nobody, "{}").expectProblem(404, "not-found");
        admin().get(nobody + "/sessions").expectProblem(404, "not-found");
        admin().delete(nobody + "/sessions").expectProblem(404, "not-found");
        admin().delete(nobody + "/factors").expectProblem(404, "not-found");
    }

    private JsonNode find(Api person) {
        var items =
                admin().get(PEOPLE + "?q=" + person.username().toUpperCase(java.util.Locale.ROOT))
                        .expect(200)
                        .json()
                        .path("items");
        for (var item : items) {
            if (item.path("username").asString().equals(person.username())) {
                return item;
            }
        }
        throw new AssertionError(items.toString());
    }

    private JsonNode change(Api person, String json) {
        return admin().patch(PEOPLE + "/" + person.userId(), json).expect(200).json();
    }
}
