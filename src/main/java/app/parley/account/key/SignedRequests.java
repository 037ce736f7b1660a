package app.parley.account.key;

import app.parley.account.KeyRing.Identified;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.signature.ContentDigest;
import app.parley.platform.signature.HttpMessage;
import app.parley.platform.signature.InvalidSignatureException;
import app.parley.platform.signature.MessageSignature;
import app.parley.platform.signature.SignatureAlgorithm;
import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds out whose key a request is signed with (RFC 9421). A signature covers the method, the
 * address and the body's digest, and is good once and for minutes.
 */
@Component
class SignedRequests {
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(300);
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(30);
    private static final int SHORTEST_NONCE = 12;
    private static final int LONGEST_NONCE = 128;
    private static final int MOST_SIGNATURES = 4;

    /** Nothing is acted upon before its digest is checked, so all of it is held until then. */
    private static final int MOST_BODY_BYTES = 8 << 20;

    private final LiveKeys keys;
    private final JdbcNonceStore nonces;
    private final PublicAddress address;
    private final Clock clock;

    SignedRequests(LiveKeys keys, JdbcNonceStore nonces, PublicAddress address, Clock clock) {
        this.keys = keys;
        this.nonces = nonces;
        this.address = address;
        this.clock = clock;
    }

    static boolean isSigned(HttpServletRequest request) {
        return request.getHeader("Signature-Input") != null;
    }

    Identified identify(HttpServletRequest request) throws IOException {
        try {
            return verified(request);
        } catch (InvalidSignatureException unreadable) {
            return new Identified.Refused(bad(unreadable.sentence(), List.of()));
        } catch (ParleyException refused) {
            return new Identified.Refused(refused);
        }
    }

    private Identified verified(HttpServletRequest request) throws IOException {
        var message = message(request);
        var signature = signature(message);
        var keyId = complete(signature, hasBody(request));
        checkTime(signature);
        var holder = keys.find(keyId).orElseThrow(SignedRequests::unknownKey);
        checkSigner(signature, message, holder.key());
        PresentedKeys.checkNetwork(holder.key(), request);
        // Only now is the body worth reading: whoever sends it holds the key.
        var body = body(request);
        checkBody(signature, message, body);
        useUp(signature, keyId);
        keys.used(holder.key(), request.getRemoteAddr());
        return new Identified.Holder(holder.user(), new CheckedRequest(request, body));
    }

    private HttpMessage message(HttpServletRequest request) {
        var fields = new HashMap<String, List<String>>();
        for (var name : Collections.list(request.getHeaderNames())) {
            fields.put(name, Collections.list(request.getHeaders(name)));
        }
        var query = request.getQueryString();
        return HttpMessage.request(
                request.getMethod(),
                address.of(request) + request.getRequestURI() + (query == null ? "" : "?" + query),
                fields);
    }

    /**
     * The one that names a key as ours are named; what a proxy signs beside it is not looked at.
     */
    private static MessageSignature signature(HttpMessage message) {
        var all = MessageSignature.of(message);
        if (all.size() > MOST_SIGNATURES) {
            throw bad("There are more signatures than are looked at.", List.of());
        }
        return all.stream()
                .filter(signature -> id(signature).isPresent())
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> bad("There is no signature.", List.of("signature")));
    }

    private static Optional<UUID> id(MessageSignature signature) {
        try {
            return signature.keyId().map(UUID::fromString);
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    private static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    /** Names everything that is missing at once. */
    private static UUID complete(MessageSignature signature, boolean hasBody) {
        var missing = new ArrayList<String>();
        for (var component : List.of("@method", "@target-uri")) {
            if (!signature.covers(component)) {
                missing.add(component);
            }
        }
        if (hasBody && !signature.covers("content-digest")) {
            missing.add("content-digest");
        }
        require(signature.created(), "created", missing);
        require(signature.expires(), "expires", missing);
        require(
                signature
                        .nonce()
                        .filter(
                                nonce ->
                                        nonce.length() >= SHORTEST_NONCE
                                                && nonce.length() <= LONGEST_NONCE),
                "nonce",
                missing);
        require(signature.keyId(), "keyid", missing);
        if (!missing.isEmpty()) {
            throw bad("The signature lacks " + String.join(", ", missing) + ".", missing);
        }
        return id(signature).orElseThrow(SignedRequests::unknownKey);
    }

    private static void require(Optional<?> parameter, String name, List<String> missing) {
        if (parameter.isEmpty()) {
            missing.add(name);
        }
    }

    private void checkTime(MessageSignature signature) {
        var now = clock.instant();
        var created = signature.created().orElseThrow();
        var expires = signature.expires().orElseThrow();
        if (expires.isAfter(created.plus(LONGEST_LIFE)) || expires.isBefore(created)) {
            throw bad(
                    "A signature expires up to "
                            + LONGEST_LIFE.toSeconds()
                            + " seconds after it was created.",
                    List.of("expires"));
        }
        if (created.isAfter(now.plus(CLOCK_SKEW))) {
            throw bad("The signature was created in the future.", List.of("created"));
        }
        if (now.isAfter(end(expires))) {
            throw bad("The signature has expired.", List.of("expires"));
        }
    }

    private static Instant end(Instant expires) {
        return expires.plus(CLOCK_SKEW);
    }

    private static void checkSigner(MessageSignature signature, HttpMessage message, KeyRow key) {
        var der = key.publicKey();
        if (der == null) {
            throw unknownKey();
        }
        var publicKey = PublicKeyText.read(der);
        var algorithm = SignatureAlgorithm.of(publicKey).orElseThrow(SignedRequests::unknownKey);
        if (signature.algorithm().filter(named -> !named.equals(algorithm.code())).isPresent()) {
            throw bad(
                    "Signatures of this key are made with " + algorithm.code() + ".",
                    List.of("alg"));
        }
        if (!signature.isGood(message, algorithm, publicKey)) {
            throw bad(
                    "The signature is not of this request, or of another key.",
                    List.of("signature"));
        }
    }

    private static byte[] body(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(MOST_BODY_BYTES + 1);
        if (body.length > MOST_BODY_BYTES) {
            throw new ParleyException(
                    ErrorCode.TOO_LARGE,
                    "A signed request may have at most %d bytes; larger files go with a bearer key."
                            .formatted(MOST_BODY_BYTES));
        }
        return body;
    }

    private static void checkBody(MessageSignature signature, HttpMessage message, byte[] body) {
        var covered = signature.covers("content-digest");
        if (body.length > 0 && !covered) {
            throw bad("The signature lacks content-digest.", List.of("content-digest"));
        }
        if (covered && !ContentDigest.matches(message.lines("content-digest"), body)) {
            throw bad(
                    "Content-Digest is not the sha-256 or sha-512 of the body.",
                    List.of("content-digest"));
        }
    }

    private void useUp(MessageSignature signature, UUID keyId) {
        var until = end(signature.expires().orElseThrow());
        if (!nonces.use(keyId, signature.nonce().orElseThrow(), until)) {
            throw bad("A signature with this nonce was accepted before.", List.of("nonce"));
        }
    }

    private static ParleyException unknownKey() {
        return bad("The keyid names no key that requests are signed with.", List.of("keyid"));
    }

    /**
     * @param parts what is missing or wrong, as RFC 9421 names it
     */
    private static ParleyException bad(String sentence, List<String> parts) {
        return new ParleyException(
                ErrorCode.BAD_SIGNATURE, sentence, Map.of("parts", List.copyOf(parts)));
    }
}
