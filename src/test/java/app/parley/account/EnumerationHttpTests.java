package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.account.JdbcAccountStore.Newcomer;
import app.parley.platform.id.Ids;
import app.parley.support.HttpTests;
import app.parley.support.Reply;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether somebody outside can tell who has an account, by what is answered or by how long that
 * takes. What is answered is asserted. How well time tells the two apart is reported, as the area
 * under the curve of the best classifier by threshold (0.5: not at all): a machine that does other
 * things beside cannot promise it. With {@code -Dparley.enumeration.samples=500} it is measured,
 * with hashes that cost what they cost in production: {@code ./parley test enumeration}.
 */
class EnumerationHttpTests extends HttpTests {
    private static final Logger LOG = LoggerFactory.getLogger(EnumerationHttpTests.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int SAMPLES = Integer.getInteger("parley.enumeration.samples", 20);
    private static final double MOST = 0.60;
    private static final int OF_A_NETWORK = 20;
    private static final Set<String> OF_EACH_ANSWER =
            Set.of("x-request-id", "date", "ratelimit", "set-cookie");

    @Autowired private JdbcAccountStore accounts;
    @Autowired private PasswordHasher hasher;
    private int network = 20_000;
    private int sent;

    private record Sample(boolean isKnown, long nanos) {}

    @Test
    void signingInTellsNothing() {
        compare(
                "login",
                (name, isKnown) ->
                        post(
                                "/api/v1/auth/login",
                                Map.of("username", name, "password", "not the password")));
    }

    @Test
    void askingForANewPasswordTellsNothing() {
        compare(
                "forgot",
                (name, isKnown) ->
                        post("/api/v1/auth/password/forgot", Map.of("email", email(name))));
    }

    @Test
    void registeringTellsNothingWhereAddressesAreConfirmed() {
        admin().patch("/api/v1/admin/settings", "{\"emailRequired\": true}").expect(200);
        try {
            compare(
                    "register",
                    (name, isKnown) ->
                            post(
                                    "/api/v1/auth/register",
                                    Map.of(
                                            "username", name(),
                                            "password", PASSWORD,
                                            "email", email(name))));
        } finally {
            admin().patch("/api/v1/admin/settings", "{\"emailRequired\": false}").expect(200);
        }
    }

    private void compare(String what, BiFunction<String, Boolean, Reply> request) {
        var known = new ArrayList<String>();
        var hash = hasher.hash(PASSWORD);
        for (int i = 0; i < SAMPLES; i++) {
            known.add(person(hash));
        }
        var order = new ArrayList<Boolean>();
        order.addAll(Collections.nCopies(SAMPLES, true));
        order.addAll(Collections.nCopies(SAMPLES, false));
        Collections.shuffle(order, new Random(7));
        request.apply(name(), false); // the first of its kind pays for what is made once

        var samples = new ArrayList<Sample>();
        var answers = new HashSet<String>();
        for (boolean isKnown : order) {
            var name = isKnown ? known.removeLast() : name();
            long before = System.nanoTime();
            var reply = request.apply(name, isKnown);
            samples.add(new Sample(isKnown, System.nanoTime() - before));
            answers.add(shape(reply));
        }

        assertThat(answers).hasSize(1);
        double auc = auc(samples);
        LOG.info(
                "{}: AUC {} over {} + {} samples",
                what,
                String.format(Locale.ROOT, "%.3f", auc),
                SAMPLES,
                SAMPLES);
        if (QuickHashing.isMeasured()) {
            assertThat(auc).as(what).isLessThanOrEqualTo(MOST);
        }
    }

    /** Status, headers and body, without what is new in each answer. */
    private static String shape(Reply reply) {
        var headers = new ArrayList<String>();
        reply.headers()
                .map()
                .forEach(
                        (name, values) -> {
                            var small = name.toLowerCase(Locale.ROOT);
                            headers.add(OF_EACH_ANSWER.contains(small) ? small : small + values);
                        });
        Collections.sort(headers);
        return reply.status()
                + " "
                + headers
                + " "
                + reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "\"requestId\":\"\"");
    }

    /** How often a random known one took longer than a random unknown one, or the other way. */
    private static double auc(List<Sample> samples) {
        double wins = 0;
        int pairs = 0;
        for (var one : samples) {
            for (var other : samples) {
                if (one.isKnown() && !other.isKnown()) {
                    pairs++;
                    wins +=
                            one.nanos() > other.nanos()
                                    ? 1
                                    : one.nanos() == other.nanos() ? 0.5 : 0;
                }
            }
        }
        double area = wins / pairs;
        return Math.max(area, 1 - area);
    }

    private String person(String hash) {
        try {
            var name = name();
            var newcomer =
                    new Newcomer(
                            Ids.newId(), Username.parse(name), name, null, hash, Instant.now());
            accounts.add(newcomer, true);
            accounts.setVerifiedEmail(
                    newcomer.id(), EmailAddress.parse(email(name)).orElseThrow(), Instant.now());
            return name;
        } catch (Username.Refused impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** From many networks, as somebody would who does not want to be stopped. */
    private Reply post(String path, Map<String, String> body) {
        if (++sent % OF_A_NETWORK == 0) {
            network++;
        }
        return anonymousFrom(network).post(path, JSON.writeValueAsString(body));
    }

    private static String email(String name) {
        return name + "@example.org";
    }

    private static String name() {
        return "e" + UUID.randomUUID().toString().replace("-", "").substring(8);
    }
}
