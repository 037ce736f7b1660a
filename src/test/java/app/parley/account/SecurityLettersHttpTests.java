package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.factor.AuthenticatorApp;
import app.parley.platform.db.Database;
import app.parley.support.Api;
import app.parley.support.HttpTests;
import app.parley.support.Outbox;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.env.Environment;

/** Whoever owns an account hears of what decides who gets into it, whoever did it. */
class SecurityLettersHttpTests extends HttpTests {
    private static final String SUBJECT = "something has changed";

    @Autowired private Environment environment;
    @Autowired private Database database;
    private Outbox outbox;
    private Api person;
    private String email;
    private int letters;

    @BeforeEach
    void open() {
        outbox = new Outbox(Path.of(environment.getRequiredProperty("parley.data-dir")));
        email = "letters-" + UUID.randomUUID() + "@example.org";
        person = newPerson();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        update account set email = :email, email_key = :email,
                                            email_verified_at = 1 where id = :id""")
                                .param("email", email)
                                .param("id", person.userId())
                                .update());
    }

    @Test
    void aFactorThatComesOrGoes() {
        var app =
                AuthenticatorApp.with(
                        person.post("/api/v1/me/factors/totp", "{}").expect(200).text("secret"));
        var codes =
                person.post(
                                "/api/v1/me/factors/totp/confirm",
                                "{\"code\":\"%s\"}".formatted(app.nextCode()))
                        .expect(200)
                        .json()
                        .path("recoveryCodes");
        assertLetter("authenticator app were switched on");

        var challenge =
                anonymous()
                        .login(person.username(), PASSWORD)
                        .expectProblem(401, "second-factor-required")
                        .text("challenge");
        anonymous()
                .post(
                        "/api/v1/auth/login/second-factor",
                        """
                        {"challenge":"%s","method":"recovery-code","code":"%s"}"""
                                .formatted(challenge, codes.get(0).asString()))
                .expect(200);
        assertLetter("signed in with one of your recovery codes");

        person.post("/api/v1/me/factors/recovery-codes", "{}").expect(200);
        assertLetter("New recovery codes were made");

        person.delete("/api/v1/me/factors/totp").expect(204);
        assertLetter("authenticator app were switched off");
    }

    @Test
    void aFactorThatAnAdministratorTakesAway() {
        admin().delete("/api/v1/admin/people/" + person.userId() + "/factors").expect(204);

        assertLetter("An administrator has removed your second factors");
    }

    @Test
    void aKeyByItsName() {
        person.post("/api/v1/me/keys", "{\"name\":\"nightly report\",\"scopes\":[\"chat\"]}")
                .expect(201);

        assertLetter("An API key was made (nightly report)");
    }

    @Test
    void anotherRoleSuspensionAndRestoration() {
        var path = "/api/v1/admin/people/" + person.userId();
        admin().patch(path, "{\"role\":\"admin\"}").expect(200);
        assertLetter("Your role is now admin");
        admin().patch(path, "{\"role\":\"user\"}").expect(200);
        assertLetter("Your role is now user");

        admin().patch(path, "{\"suspended\":true}").expect(200);
        assertLetter("Your account was suspended by an administrator");
        admin().patch(path, "{\"suspended\":false}").expect(200);
        assertLetter("Your account is open again");
    }

    @Test
    void anotherPassword() {
        person.post(
                        "/api/v1/me/password",
                        "{\"currentPassword\":\"%s\",\"newPassword\":\"another %s\"}"
                                .formatted(PASSWORD, PASSWORD))
                .expect(204);

        assertLetter("Your password was changed");
    }

    @Test
    void aCopyOfEverything() {
        person.post("/api/v1/me/export", "{}").expect(202);

        assertLetter("A copy of everything in your account was asked for");
    }

    @Test
    void aDeviceThatWasNotUsedBefore() {
        signIn("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        assertLetter("from a device that was not used before (Firefox on Linux)");

        signIn("Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0");
        person.post("/api/v1/me/keys", "{\"name\":\"k\",\"scopes\":[\"chat\"]}").expect(201);
        assertLetter("An API key was made"); // and none of the second sign-in before it
    }

    @Test
    void nobodyGetsALetterAtAnAddressThatIsNotConfirmed() {
        database.change(
                sql ->
                        sql.sql("update account set email_verified_at = null where id = :id")
                                .param("id", person.userId())
                                .update());
        person.post("/api/v1/me/keys", "{\"name\":\"k\",\"scopes\":[\"chat\"]}").expect(201);
        long waiting =
                database.read(
                        sql ->
                                sql.sql("select count(*) from mail_message where account_id = :id")
                                        .param("id", person.userId())
                                        .query(Long.class)
                                        .single());

        assertThat(waiting).isZero();
        assertThat(outbox.letters(email, SUBJECT)).isEmpty();
    }

    private void signIn(String userAgent) {
        var request =
                anonymous()
                        .request("/api/v1/auth/login")
                        .header("Content-Type", "application/json")
                        .header("User-Agent", userAgent)
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "{\"username\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(person.username(), PASSWORD)));
        anonymous().send(request).expect(200);
    }

    /** The next letter says this, and there is no other. */
    private void assertLetter(String said) {
        letters++;
        var all = outbox.awaited(email, SUBJECT, letters);
        assertThat(all).hasSize(letters);
        assertThat(all).as("one says: " + said).anySatisfy(one -> assertThat(one).contains(said));
    }
}
