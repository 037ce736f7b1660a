package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.limits.Rate;
import app.parley.platform.limits.RateLimiter;
import app.parley.support.Api;
import app.parley.support.Awaiting;
import app.parley.support.Chat;
import app.parley.support.HttpTests;
import app.parley.support.Keys;
import app.parley.support.NoticeReader;
import app.parley.support.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class KeyHttpTests extends HttpTests {
    private static final String SLOW = "openai/paced:tokens=9000,interval=20";

    @Autowired private Rights rights;
    @Autowired private RateLimiter limiter;

    @Test
    void aKeyIsToldOnceAndItsRestIsListed() {
        var ann = newPerson();
        var expires = Instant.now().plus(30, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MILLIS);

        var made =
                ann.post(
                                "/api/v1/me/keys",
                                """
                                {"name": " nightly report ", "scopes": ["models:read", "chat"],
                                 "expiresAt": "%s", "allowedNetworks": ["127.0.0.0/8", "::1"]}
                                """
                                        .formatted(expires))
                        .expect(201)
                        .json();

        var key = made.path("key").asString();
        assertThat(key).startsWith("sk-").hasSize(69);
        var list = ann.get("/api/v1/me/keys").expect(200);
        assertThat(list.body()).doesNotContain(key).doesNotContain(key.substring(30, 50));
        assertThat(list.json().path("nextCursor").isNull()).isTrue();
        var item = list.json().path("items").get(0);
        assertThat(item.path("id").asString()).isEqualTo(made.path("id").asString());
        assertThat(item.path("name").asString()).isEqualTo("nightly report");
        assertThat(item.path("hint").asString()).isEqualTo("sk-…" + key.substring(65));
        assertThat(item.path("kind").asString()).isEqualTo("bearer");
        assertThat(item.path("scopes").toString()).isEqualTo("[\"chat\",\"models:read\"]");
        assertThat(item.path("allowedNetworks").toString()).isEqualTo("[\"127.0.0.0/8\",\"::1\"]");
        assertThat(item.path("expiresAt").asString()).isEqualTo(expires.toString());
        assertThat(item.path("lastUsedAt").isNull()).isTrue();
        assertThat(item.has("key")).isFalse();

        ann.withAccessToken(key).get("/api/v1/models").expect(200);
        Awaiting.eventually(
                () -> {
                    var used = ann.get("/api/v1/me/keys").json().path("items").get(0);
                    assertThat(used.path("lastUsedAt").asString()).endsWith("Z");
                    assertThat(used.path("lastUsedFrom").asString()).startsWith("127.");
                });
    }

    @Test
    void aKeyAsksAndReadsForItsOwner() {
        var ann = newPerson();
        var key = Keys.make(ann, EnumSet.of(KeyScope.CHAT, KeyScope.CHATS_READ));

        var chat = Chat.open(key, "openai/echo");
        chat.askAndWait("who is there?");

        assertThat(Chat.text(chat.messages().get(1))).contains("who is there?");
        assertThat(chat.as(ann).messages().size()).isEqualTo(2);
        chat.as(newPerson()).post("{\"text\":\"hello\"}").expectProblem(404, "not-found");
    }

    @Test
    void aKeyIsSeenAsItsOwnerWithNoMoreThanItsScopes() {
        var key = Keys.make(newPerson(), EnumSet.of(KeyScope.ACCOUNT_READ));
        assertThat(key.get("/api/v1/me").expect(200).text("username")).isEqualTo(key.username());

        var refused = key.get("/api/v1/models").expectProblem(403, "insufficient-scope");
        assertThat(refused.text("scope")).isEqualTo("models:read");
        assertThat(refused.header("www-authenticate"))
                .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"models:read\"");
        var ofAdmin = Keys.make(admin(), EnumSet.of(KeyScope.KNOWLEDGE_WRITE));
        ofAdmin.post("/api/v1/collections", "{\"name\":\"x\",\"defaultForEveryone\":true}")
                .expectProblem(400, "unknown-field");
        ofAdmin.get("/api/v1/admin/settings").expectProblem(403, "insufficient-scope");
    }

    @Test
    void onlyAdministratorsGrantTheScopeAdmin() {
        newPerson()
                .post("/api/v1/me/keys", "{\"name\":\"x\",\"scopes\":[\"admin\"]}")
                .expectProblem(403, "forbidden");
        Keys.make(admin(), EnumSet.of(KeyScope.ADMIN)).get("/api/v1/admin/settings").expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\":\"x\"}",
                "{\"scopes\":[\"chat\"]}",
                "{\"name\":\" \",\"scopes\":[\"chat\"]}",
                "{\"name\":\"x\",\"scopes\":[]}",
                "{\"name\":\"x\",\"scopes\":[\"everything\"]}",
                "{\"name\":\"x\",\"scopes\":[null]}",
                "{\"name\":\"x\",\"scopes\":[\"chat\"],\"allowedNetworks\":[\"home\"]}",
                "{\"name\":\"x\",\"scopes\":[\"chat\"],\"allowedNetworks\":[null]}",
                "{\"name\":\"x\",\"scopes\":[\"chat\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}",
                "{\"name\":\"x\",\"scopes\":[\"chat\"],\"expiresAt\":\"soon\"}"
            })
    void whatCannotBeAKeyIsRefused(String wish) {
        var ann = newPerson();
        ann.post("/api/v1/me/keys", wish).expectProblem(400, "invalid-request");
        assertThat(ann.get("/api/v1/me/keys").json().path("items").size()).isZero();
    }

    @Test
    void nobodyNamesTheirOwnSecretOrSomebodyElse() {
        newPerson()
                .post(
                        "/api/v1/me/keys",
                        "{\"name\":\"x\",\"scopes\":[\"chat\"],\"accountId\":\"1\"}")
                .expectProblem(400, "unknown-field");
    }

    @Test
    void whatIsAlmostTheKeyOpensNothing() {
        var ann = newPerson();
        var key = Keys.made(ann, EnumSet.of(KeyScope.ACCOUNT_READ), "").path("key").asString();
        var other = Keys.made(ann, EnumSet.of(KeyScope.ACCOUNT_READ), "").path("key").asString();
        ann.withAccessToken(key).get("/api/v1/me").expect(200);

        for (var wrong :
                Set.of(
                        key.substring(0, 68) + (key.charAt(68) == 'A' ? 'E' : 'A'),
                        key.substring(0, 26) + other.substring(26),
                        other.substring(0, 26) + key.substring(26),
                        key + "A",
                        key.substring(0, 68),
                        "sk-",
                        key.toUpperCase())) {
            ann.withAccessToken(wrong).get("/api/v1/me").expectProblem(401, "unauthenticated");
        }
        assertThat(anonymous().withAccessToken("sk-x").get("/api/v1/config").status())
                .as("what is for anybody is for them too")
                .isEqualTo(200);
    }

    @Test
    void aKeyIsTakenFromOneHeaderAlone() {
        var key =
                Keys.made(newPerson(), EnumSet.of(KeyScope.ACCOUNT_READ), "")
                        .path("key")
                        .asString();
        var api = anonymous();
        Map.of(
                        "X-Api-Key",
                        key,
                        "Api-Key",
                        key,
                        "X-Goog-Api-Key",
                        key,
                        "Proxy-Authorization",
                        "Bearer " + key,
                        "X-Authorization",
                        "Bearer " + key,
                        "Cookie",
                        "parley-refresh=" + key)
                .forEach(
                        (name, value) ->
                                api.send(api.request("/api/v1/me").header(name, value).GET())
                                        .expectProblem(401, "unauthenticated"));
        api.get("/api/v1/me?access_token=" + key).expectProblem(401, "unauthenticated");
        api.get("/api/v1/me?key=" + key).expectProblem(401, "unauthenticated");
        api.send(api.request("/api/v1/me").header("Authorization", "Basic " + key).GET())
                .expectProblem(401, "unauthenticated");
        api.send(api.request("/api/v1/me").header("Authorization", "bearer " + key).GET())
                .expect(200);
    }

    @Test
    void aKeyWorksFromItsNetworksAlone() {
        var ann = newPerson();
        var scopes = EnumSet.of(KeyScope.ACCOUNT_READ);
        var near = Keys.made(ann, scopes, ",\"allowedNetworks\":[\"127.0.0.0/16\"]");
        var far = Keys.made(ann, scopes, ",\"allowedNetworks\":[\"10.0.0.0/8\",\"fd00::/8\"]");

        with(anonymousFrom(1), near.path("key").asString()).get("/api/v1/me").expect(200);
        var elsewhere = with(anonymousFrom(700), near.path("key").asString());
        var refused = elsewhere.get("/api/v1/me").expectProblem(401, "unauthenticated");
        assertThat(refused.text("detail")).contains("127.2.188.1");
        var spoofed = with(anonymous(), far.path("key").asString());
        for (var header : Set.of("X-Forwarded-For", "Forwarded", "X-Real-IP", "True-Client-IP")) {
            var value = header.equals("Forwarded") ? "for=10.1.1.1" : "10.1.1.1";
            spoofed.send(spoofed.request("/api/v1/me").header(header, value).GET())
                    .expectProblem(401, "unauthenticated");
        }
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndAForeignOneLooksLikeNone() {
        var ann = newPerson();
        var made = Keys.made(ann, EnumSet.of(KeyScope.ACCOUNT_READ), "");
        var path = "/api/v1/me/keys/" + made.path("id").asString();
        var program = ann.withAccessToken(made.path("key").asString());
        program.get("/api/v1/me").expect(200);

        var foreign = newPerson().delete(path).expectProblem(404, "not-found");
        var missing = ann.delete("/api/v1/me/keys/" + UUID.randomUUID());
        missing.expectProblem(404, "not-found");
        assertThat(foreign.text("detail")).isEqualTo(missing.text("detail"));
        program.get("/api/v1/me").expect(200);

        ann.delete(path).expect(204);
        program.get("/api/v1/me").expectProblem(401, "unauthenticated");
        ann.delete(path).expectProblem(404, "not-found");
        assertThat(ann.get("/api/v1/me/keys").json().path("items").size()).isZero();
    }

    @Test
    void suspensionAndALostRoleReachKeysWithinASecond() {
        var boss = newPerson();
        rights.changeRole(boss.userId(), Role.ADMIN);
        boss.refresh().expect(200);
        var key = Keys.make(boss, EnumSet.of(KeyScope.ADMIN, KeyScope.ACCOUNT_READ));
        key.get("/api/v1/admin/settings").expect(200);

        rights.changeRole(boss.userId(), Role.USER);
        within(
                Duration.ofSeconds(1),
                () -> key.get("/api/v1/admin/settings").expectProblem(403, "forbidden"));
        key.get("/api/v1/me").expect(200);

        rights.suspend(boss.userId());
        within(
                Duration.ofSeconds(1),
                () -> key.get("/api/v1/me").expectProblem(401, "unauthenticated"));
        rights.restore(boss.userId());
        within(Duration.ofSeconds(1), () -> key.get("/api/v1/me").expect(200));
    }

    @Test
    void theNoticesOfARevokedKeyEnd() throws Exception {
        var ann = newPerson();
        var made = Keys.made(ann, EnumSet.of(KeyScope.CHATS_READ), "");
        try (var notices = new NoticeReader(ann.withAccessToken(made.path("key").asString()))) {
            ann.delete("/api/v1/me/keys/" + made.path("id").asString()).expect(204);

            Awaiting.eventually(() -> assertThat(notices.types()).containsExactly("session-ended"));
        }
    }

    @Test
    void theAnswerStopsComingToARevokedKey() {
        var ann = newPerson();
        var made = Keys.made(ann, EnumSet.of(KeyScope.CHAT), "");
        var reading = readsOn(ann, ann.withAccessToken(made.path("key").asString()));

        ann.delete("/api/v1/me/keys/" + made.path("id").asString()).expect(204);

        Awaiting.eventually(() -> assertThat(reading).isCompleted());
        assertThat(reading.join()).doesNotContain("event: finished");
    }

    @Test
    void theAnswerStopsComingToAKeyOfSomebodySuspended() {
        var ann = newPerson();
        var reading = readsOn(ann, Keys.make(ann, EnumSet.of(KeyScope.CHAT)));

        rights.suspend(ann.userId());

        Awaiting.eventually(() -> assertThat(reading).isCompleted());
        assertThat(reading.join()).doesNotContain("event: finished");
    }

    @Test
    void requestsAreCountedByKeyAndByAccount() {
        var ann = newPerson();
        var made = Keys.made(ann, EnumSet.of(KeyScope.MODELS_READ), "");
        var one = ann.withAccessToken(made.path("key").asString());
        var two = Keys.make(ann, EnumSet.of(KeyScope.MODELS_READ));
        for (int i = 0; i < 3_000; i++) {
            limiter.take(Rate.perMinute("key", 6_000), made.path("id").asString());
            limiter.take(Rate.perMinute("account", 12_000), ann.userId().toString());
        }

        var first = one.get("/api/v1/models").expect(200);
        var other = two.get("/api/v1/models").expect(200);

        assertThat(first.header("ratelimit-policy"))
                .isEqualTo("\"key\";q=6000;w=60, \"account\";q=12000;w=60");
        assertThat(left(first, "key")).isLessThan(5_000);
        assertThat(left(other, "key")).isEqualTo(5_999);
        assertThat(left(other, "account")).as("both count for it").isLessThan(11_000);
    }

    @Test
    void aKeyThatIsUsedUpLeavesItsOwnerSomething() {
        var ann = newPerson();
        var made = Keys.made(ann, EnumSet.of(KeyScope.MODELS_READ), "");
        var key = ann.withAccessToken(made.path("key").asString());
        // Requests are given back while they are taken, a hundred in a second.
        var refused =
                Awaiting.until(
                        "the key has sent too much",
                        () -> {
                            var id = made.path("id").asString();
                            while (limiter.take(Rate.perMinute("key", 6_000), id).granted()) {}
                            return key.get("/api/v1/models");
                        },
                        reply -> reply.status() == 429);

        refused.expectProblem(429, "rate-limited");
        assertThat(refused.header("retry-after")).isNotEmpty();
        ann.get("/api/v1/models").expect(200);
    }

    /** Somebody who follows a long answer with a key; what they read once it is cut off. */
    private static CompletableFuture<String> readsOn(Api person, Api key) {
        var chat = Chat.open(person, SLOW);
        var turn = chat.ask("a long story").path("turnId").asString();
        var reading =
                CompletableFuture.supplyAsync(
                        () -> key.get("/api/v1/turns/" + turn + "/events").body(),
                        work -> Thread.ofVirtual().start(work));
        Awaiting.pause(Duration.ofMillis(1_500));
        assertThat(reading).isNotDone();
        return reading;
    }

    private static Api with(Api client, String key) {
        return client.withAccessToken(key);
    }

    private static long left(Reply reply, String bucket) {
        var text = reply.header("ratelimit");
        var from = text.indexOf('"' + bucket + "\";r=") + bucket.length() + 5;
        return Long.parseLong(text.substring(from, text.indexOf(';', from)));
    }

    /** Requests that begin after this time must be answered as wanted. */
    private static void within(Duration limit, Runnable assertion) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            boolean late = System.nanoTime() > deadline;
            try {
                assertion.run();
                return;
            } catch (AssertionError notYet) {
                if (late) {
                    throw notYet;
                }
                Awaiting.pause(Duration.ofMillis(50));
            }
        }
    }
}
