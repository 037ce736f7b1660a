package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

class CookieHttpTests extends HttpTests {
    @Test
    void registerLoginAndRefreshSetExactlyTheOneCookie() {
        var person = anonymousFrom(900);
        var registered =
                person.post(
                        "/api/v1/auth/register",
                        """
                        {"username": "cookie.person", "password": "%s"}
                        """
                                .formatted(PASSWORD));

        assertOneCookie(registered.expect(201));
        assertOneCookie(person.login("cookie.person", PASSWORD).expect(200));
        assertOneCookie(person.refresh().expect(200));
        assertThat(person.get("/api/v1/me").cookies()).isEmpty();
    }

    @Test
    void signingOutTakesTheCookieBack() {
        var person = newPerson();

        var reply = person.post("/api/v1/auth/logout", "{}").expect(204);
        assertThat(reply.header("clear-site-data")).isEqualTo("\"cache\"");

        assertThat(reply.cookies()).singleElement().asString().contains("Max-Age=0");
        assertThat(anonymous().post("/api/v1/auth/logout", "{}").expect(204).cookies()).hasSize(1);
    }

    @Test
    void refreshesOnlyFromTheCookieOfThisScheme() {
        var person = newPerson();
        var other = anonymous();

        var secureName =
                other.send(
                        other.request("/api/v1/auth/refresh")
                                .header("Content-Type", "application/json")
                                .header("Cookie", "__Host-parley-refresh=" + person.refreshToken())
                                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        secureName.expect(204);
        assertThat(secureName.cookies()).isEmpty();
        person.refresh().expect(200);
    }

    @Test
    void aFirstVisitIsNoFailureAndAnEndedSessionIs() {
        var person = newPerson();
        var visit = anonymous().post("/api/v1/auth/refresh", "{}").expect(204);
        assertThat(visit.cookies()).isEmpty();

        person.post("/api/v1/auth/logout", "{}").expect(204);
        person.refresh().expectProblem(401, "unauthenticated");
        person.withRefreshToken("").post("/api/v1/auth/refresh", "{}").expect(204);
    }

    private static void assertOneCookie(Reply reply) {
        assertThat(reply.cookies()).hasSize(1);
        var cookie = reply.cookies().getFirst();
        assertThat(cookie).startsWith("parley-refresh=");
        assertThat(cookie.split("; "))
                .contains("Path=/", "Max-Age=2592000", "HttpOnly", "SameSite=Strict")
                .doesNotContain("Secure")
                .noneMatch(part -> part.startsWith("Domain="));
    }
}
