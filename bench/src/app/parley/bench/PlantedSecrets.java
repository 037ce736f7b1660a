package app.parley.bench;

import static app.parley.bench.StubJson.quoted;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Secrets of every kind that a server is given, none of which may ever come out of it again: not in
 * an answer, a header, a page, the metrics, an export or a log.
 */
final class PlantedSecrets {
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What is stored in place of passwords is none's business either. */
    private static final Pattern HASH =
            Pattern.compile("\\$argon2(id|i|d)\\$|\\$2[aby]\\$\\d\\d\\$");

    private final Map<String, String> secrets = new LinkedHashMap<>();

    /** A text that nothing else has, of 64 characters. */
    static String fresh() {
        return "plant"
                + new BigInteger(300, RANDOM).setBit(299).toString(36).substring(0, 57)
                + "ed";
    }

    void add(String name, String secret) {
        if (secret.length() < 16) {
            throw new IllegalArgumentException(name + " is too short to be looked for");
        }
        secrets.put(secret, name);
    }

    /** The names of those that are planted. */
    Map<String, String> all() {
        return new TreeMap<>(secrets);
    }

    /** What a text gives away. */
    Optional<String> in(String text) {
        if (HASH.matcher(text).find()) {
            return Optional.of("the hash of a password");
        }
        return secrets.entrySet().stream()
                .filter(secret -> text.contains(secret.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * Gives the server secrets of services, as an administrator does.
     *
     * @return what of them the answers gave away
     */
    Optional<String> plantServices(ParleyApi administrator) {
        var nowhere = "http://127.0.0.1:9";
        var answers = new StringBuilder();
        answers.append(
                administrator
                        .post(
                                "/api/v1/admin/providers",
                                "{\"kind\":\"openai\",\"name\":\"Planted\",\"baseUrl\":%s,\"apiKey\":%s}"
                                        .formatted(
                                                quoted(nowhere + "/v1"),
                                                planted("a provider's key")))
                        .expect(201)
                        .body());
        answers.append(
                administrator
                        .put(
                                "/api/v1/admin/mail",
                                ("{\"host\":\"127.0.0.1\",\"port\":9,\"tls\":\"none\",\"from\":\"parley@example.org\","
                                                + "\"username\":\"parley\",\"password\":%s}")
                                        .formatted(planted("the mail server's password")))
                        .expect(200)
                        .body());
        answers.append(
                administrator
                        .put(
                                "/api/v1/admin/web-search",
                                "{\"engine\":\"tavily\",\"baseUrl\":%s,\"apiKey\":%s}"
                                        .formatted(
                                                quoted(nowhere),
                                                planted("the search engine's key")))
                        .expect(200)
                        .body());
        answers.append(
                administrator
                        .post(
                                "/api/v1/admin/identity-providers",
                                "{\"name\":\"Planted\",\"issuer\":%s,\"clientId\":\"parley\",\"clientSecret\":%s}"
                                        .formatted(
                                                quoted(nowhere),
                                                planted("an identity provider's secret")))
                        .expect(201)
                        .body());
        return in(answers.toString());
    }

    /** Has secrets of somebody made that they are shown once. */
    void plantPersonal(ParleyApi person) {
        var factor = person.post("/api/v1/me/factors/totp", "{}").expect(200).json();
        add("an authenticator's secret", String.valueOf(factor.get("secret")));
        var key =
                person.post("/api/v1/me/keys", "{\"name\":\"kept\",\"scopes\":[\"chat\"]}")
                        .expect(201)
                        .json();
        add("an API key", String.valueOf(key.get("key")));
        add("an access token", person.token());
    }

    private String planted(String name) {
        var secret = fresh();
        add(name, secret);
        return quoted(secret);
    }
}
