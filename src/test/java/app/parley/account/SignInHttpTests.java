package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import org.junit.jupiter.api.Test;

class SignInHttpTests extends HttpTests {
    @Test
    void whoeverRegistersFirstIsTheAdministratorAndNobodyElse() {
        assertThat(admin().get("/api/v1/me").expect(200).text("role")).isEqualTo("admin");
        assertThat(newPerson().get("/api/v1/me").expect(200).text("role")).isEqualTo("user");
        var config = anonymous().get("/api/v1/config").expect(200).json();
        assertThat(config.path("firstUser").asBoolean()).isFalse();
        assertThat(config.path("registrationOpen").asBoolean()).isTrue();
        assertThat(config.path("passwordMinLength").asInt()).isEqualTo(12);
    }

    @Test
    void registersSignsInRefreshesAndSignsOut() {
        var person = newPerson();
        var user = person.get("/api/v1/me").expect(200).json();
        assertThat(user.path("username").asString()).isEqualTo(person.username());
        assertThat(user.path("email").isNull()).isTrue();
        assertThat(user.path("emailVerified").asBoolean()).isFalse();

        var tab = anonymous();
        var login = tab.login(person.username(), PASSWORD).expect(200);
        assertThat(login.json().path("expiresIn").asInt()).isEqualTo(300);
        assertThat(login.json().path("user")).isEqualTo(user);

        tab.refresh().expect(200);
        tab.get("/api/v1/me").expect(200);
        tab.post("/api/v1/auth/logout", "{}").expect(204);
        tab.get("/api/v1/me").expectProblem(401, "unauthenticated");
        tab.refresh().expectProblem(401, "unauthenticated");
        person.get("/api/v1/me").expect(200);
    }
}
