package app.parley.account.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/**
 * An OpenID provider on 127.0.0.2, which plays the internet, written from the specifications. It is
 * strict with its client, and can be told to misbehave in every way.
 */
final class OpenIdProvider implements AutoCloseable {
    static final String CLIENT = "parley/client id";
    static final String SECRET = "a secret: with % and +";

    private static final JsonMapper JSON = new JsonMapper();
    private static final RSAKey KEY = newKey("first");

    private final HttpServer server;
    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Object>> users = new ConcurrentHashMap<>();
    private final Map<String, Answering> others = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile RSAKey key = KEY;
    private volatile JWKSet published = new JWKSet(KEY.toPublicJWK());
    private volatile Consumer<Map<String, Object>> claims = _ -> {};
    private volatile Consumer<Map<String, Object>> userInfo = _ -> {};
    private volatile Consumer<Map<String, Object>> metadata = _ -> {};
    private volatile Function<Map<String, Object>, String> signing =
            said -> signed(said, JWSAlgorithm.RS256, "JWT");

    /** What an authorization code stands for. */
    private record Grant(Map<String, String> request, Map<String, Object> person) {}

    @FunctionalInterface
    interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    OpenIdProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.2", 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    String issuer() {
        return "http://127.0.0.2:" + server.getAddress().getPort();
    }

    /** Changes what its tokens say. */
    OpenIdProvider claims(Consumer<Map<String, Object>> change) {
        claims = change;
        return this;
    }

    OpenIdProvider userInfo(Consumer<Map<String, Object>> change) {
        userInfo = change;
        return this;
    }

    /** Changes what it says of itself. */
    OpenIdProvider metadata(Consumer<Map<String, Object>> change) {
        metadata = change;
        return this;
    }

    OpenIdProvider signing(Function<Map<String, Object>, String> other) {
        signing = other;
        return this;
    }

    /** Answers something else at a path. */
    OpenIdProvider at(String path, Answering other) {
        others.put(path, other);
        return this;
    }

    OpenIdProvider publish(JWKSet keys) {
        published = keys;
        return this;
    }

    /** Signs with another key from now on, and publishes that one alone. */
    OpenIdProvider rotate(RSAKey next) {
        key = next;
        published = new JWKSet(next.toPublicJWK());
        return this;
    }

    RSAKey key() {
        return key;
    }

    /** The paths that were asked for. */
    List<String> asked() {
        return asked;
    }

    static Map<String, Object> person(String subject) {
        var person = new LinkedHashMap<String, Object>();
        person.put("sub", subject);
        return person;
    }

    /**
     * What the browser does here: the person signs in, and is sent back.
     *
     * @param location where Parley sent the browser
     * @return the query of the redirect back
     */
    String signIn(URI location, Map<String, Object> person) {
        var request = query(location.getRawQuery());
        for (var name : List.of("state", "nonce", "code_challenge", "redirect_uri", "client_id")) {
            if (request.getOrDefault(name, "").isEmpty()) {
                throw new AssertionError("there is no " + name + " in " + location);
            }
        }
        if (!request.get("response_type").equals("code")
                || !request.get("code_challenge_method").equals("S256")
                || !request.get("client_id").equals(CLIENT)
                || !List.of(request.get("scope").split(" ")).contains("openid")) {
            throw new AssertionError("not an OpenID request: " + location);
        }
        var code = UUID.randomUUID().toString();
        grants.put(code, new Grant(request, person));
        return "code="
                + code
                + "&state="
                + encoded(request.get("state"))
                + "&iss="
                + encoded(issuer());
    }

    static Map<String, String> query(String text) {
        var found = new LinkedHashMap<String, String>();
        for (var pair : text.split("&")) {
            var parts = pair.split("=", 2);
            found.put(
                    URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
                    parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return found;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            var other = others.get(path);
            if (other != null) {
                other.answer(exchange);
                return;
            }
            switch (path) {
                case "/.well-known/openid-configuration" -> json(exchange, 200, metadata());
                case "/keys" -> json(exchange, 200, published.toJSONObject(true));
                case "/token" -> token(exchange);
                case "/userinfo" -> userInfo(exchange);
                default -> json(exchange, 404, Map.of());
            }
        }
    }

    private Map<String, Object> metadata() {
        var said = new LinkedHashMap<String, Object>();
        said.put("issuer", issuer());
        said.put("authorization_endpoint", issuer() + "/authorize?kind=web");
        said.put("token_endpoint", issuer() + "/token");
        said.put("jwks_uri", issuer() + "/keys");
        said.put("userinfo_endpoint", issuer() + "/userinfo");
        said.put("end_session_endpoint", issuer() + "/logout");
        said.put("authorization_response_iss_parameter_supported", true);
        metadata.accept(said);
        return said;
    }

    /** RFC 6749, section 4.1.3, and RFC 7636, section 4.6. */
    private void token(HttpExchange exchange) throws IOException {
        var form =
                query(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        if (!isClient(exchange, form)) {
            json(exchange, 401, Map.of("error", "invalid_client"));
            return;
        }
        // A code is good once.
        var grant = grants.remove(form.getOrDefault("code", ""));
        if (grant == null
                || !"authorization_code".equals(form.get("grant_type"))
                || !grant.request().get("redirect_uri").equals(form.get("redirect_uri"))
                || !grant.request()
                        .get("code_challenge")
                        .equals(encoded(sha256(form.getOrDefault("code_verifier", ""))))) {
            json(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        var accessToken = UUID.randomUUID().toString();
        users.put(accessToken, grant.person());
        var now = Instant.now().getEpochSecond();
        var said = new LinkedHashMap<String, Object>();
        said.put("iss", issuer());
        said.put("aud", CLIENT);
        said.put("iat", now);
        said.put("exp", now + 300);
        said.put("nonce", grant.request().get("nonce"));
        said.put("auth_time", now);
        said.put("at_hash", encoded(Arrays.copyOf(sha256(accessToken), 16)));
        said.putAll(grant.person());
        claims.accept(said);
        var answer = new HashMap<String, Object>();
        answer.put("access_token", accessToken);
        answer.put("token_type", "Bearer");
        answer.put("id_token", signing.apply(said));
        json(exchange, 200, answer);
    }

    private static boolean isClient(HttpExchange exchange, Map<String, String> form) {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        var basic =
                Base64.getEncoder()
                        .encodeToString(
                                (encoded(CLIENT) + ":" + encoded(SECRET))
                                        .getBytes(StandardCharsets.UTF_8));
        return header != null
                ? header.equals("Basic " + basic)
                : CLIENT.equals(form.get("client_id")) && SECRET.equals(form.get("client_secret"));
    }

    private void userInfo(HttpExchange exchange) throws IOException {
        var header = exchange.getRequestHeaders().getFirst("Authorization");
        var person = header == null ? null : users.get(header.replaceFirst("^Bearer ", ""));
        if (person == null) {
            json(exchange, 401, Map.of("error", "invalid_token"));
            return;
        }
        var said = new LinkedHashMap<>(person);
        userInfo.accept(said);
        json(exchange, 200, said);
    }

    String signed(Map<String, Object> said, JWSAlgorithm algorithm, String type) {
        try {
            return signed(
                    said,
                    new JWSHeader.Builder(algorithm)
                            .keyID(key.getKeyID())
                            .type(new JOSEObjectType(type))
                            .build(),
                    new RSASSASigner(key));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String signed(Map<String, Object> said, JWSHeader header, JWSSigner signer) {
        try {
            var token = new SignedJWT(header, JWTClaimsSet.parse(said));
            token.sign(signer);
            return token.serialize();
        } catch (JOSEException | java.text.ParseException failed) {
            throw new IllegalStateException(failed);
        }
    }

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        send(exchange, status, JSON.writeValueAsBytes(body));
    }

    static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
