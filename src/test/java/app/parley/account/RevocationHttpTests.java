package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.Api;
import app.parley.support.HttpTests;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon somebody is out whose session ends, at the next request and at an open stream. What was
 * measured is logged; the bounds are wide, for busy machines. Keys: {@code KeyHttpTests}.
 */
class RevocationHttpTests extends HttpTests {
    private static final Logger log = LoggerFactory.getLogger(RevocationHttpTests.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void signingOutEndsTheSessionAndItsStream() throws Exception {
        var person = newPerson();
        var tab = person.copy();

        measure("sign-out", tab, () -> person.post("/api/v1/auth/logout", "{}").expect(204));
    }

    @Test
    void endingASessionFromAnotherDeviceEndsItsStream() throws Exception {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);

        measure("session ended", phone, () -> person.delete("/api/v1/me/sessions").expect(204));
    }

    @Test
    void anotherPasswordEndsTheStreamsOfTheOtherSessions() throws Exception {
        var person = newPerson();
        var phone = anonymous();
        phone.login(person.username(), PASSWORD).expect(200);

        measure(
                "password changed",
                phone,
                () ->
                        person.post(
                                        "/api/v1/me/password",
                                        """
                                        {"currentPassword": "%s", "newPassword": "another %s"}
                                        """
                                                .formatted(PASSWORD, PASSWORD))
                                .expect(204));
    }

    @Test
    void suspensionEndsTheStreams() throws Exception {
        var person = newPerson();
        var admin = admin();

        measure(
                "suspended",
                person,
                () ->
                        admin.patch(
                                        "/api/v1/admin/people/" + person.userId(),
                                        "{\"suspended\": true}")
                                .expect(200));
    }

    @Test
    void anotherRoleEndsTheStreamsThatBeganWithTheOldOne() throws Exception {
        var person = newPerson();
        var admin = admin();

        var rest =
                measured(
                        "role changed",
                        person,
                        () ->
                                admin.patch(
                                                "/api/v1/admin/people/" + person.userId(),
                                                "{\"role\": \"admin\"}")
                                        .expect(200));

        // The session is as good as before: the page comes back with the new role.
        assertThat(rest).contains("event: reconnect").doesNotContain("event: session-ended");
        person.refresh().expect(200);
        person.get("/api/v1/admin/people").expect(200);
    }

    private static void measure(String trigger, Api revoked, Runnable end) throws Exception {
        assertThat(measured(trigger, revoked, end)).contains("event: session-ended");
    }

    /** What still came over the stream of somebody who may not read on. */
    private static String measured(String trigger, Api revoked, Runnable end) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var stream =
                    client.send(
                            revoked.request("/api/v1/events").GET().build(),
                            HttpResponse.BodyHandlers.ofInputStream());
            assertThat(stream.statusCode()).isEqualTo(200);

            end.run();
            long ended = System.nanoTime();
            revoked.get("/api/v1/me").expectProblem(401, "unauthenticated");
            long refused = System.nanoTime();
            var rest =
                    new String(
                            stream.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            long closed = System.nanoTime();

            log.info(
                    "{}: refused after {} ms, stream closed after {} ms",
                    trigger,
                    (refused - ended) / 1_000_000,
                    (closed - ended) / 1_000_000);
            assertThat(Duration.ofNanos(closed - ended)).isLessThan(PATIENCE);
            return rest;
        }
    }
}
