package app.parley.account.key;

import app.parley.account.KeyRing;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Finds out whose key a request comes with: in {@code Authorization} and nowhere else, or by its
 * signature.
 */
@Component
class PresentedKeys implements KeyRing {
    private static final String SCHEME = "Bearer ";
    private static final byte[] NO_PROOF = new byte[32];

    private final LiveKeys keys;
    private final SignedRequests signed;

    PresentedKeys(LiveKeys keys, SignedRequests signed) {
        this.keys = keys;
        this.signed = signed;
    }

    @Override
    public Identified identify(HttpServletRequest request) throws IOException {
        // Of two ways to show a key the one in Authorization counts.
        if (request.getHeader("Authorization") == null && SignedRequests.isSigned(request)) {
            return signed.identify(request);
        }
        return bearer(request).map(text -> holder(text, request)).orElseGet(Identified.Nobody::new);
    }

    @Override
    public boolean isLive(UUID keyId) {
        return keys.find(keyId).isPresent();
    }

    private static Optional<String> bearer(HttpServletRequest request) {
        var header = request.getHeader("Authorization");
        return Optional.ofNullable(header)
                .filter(text -> text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(text -> text.substring(SCHEME.length()).strip())
                .filter(token -> token.startsWith(BearerKey.PREFIX));
    }

    private Identified holder(String text, HttpServletRequest request) {
        var presented = BearerKey.parse(text);
        var known =
                presented
                        .flatMap(key -> keys.find(key.id()))
                        .filter(holder -> isProven(presented.get(), holder.key()));
        if (known.isEmpty()) {
            return new Identified.Refused(notGood("This key is not, or no longer, good."));
        }
        var key = known.get().key();
        try {
            checkNetwork(key, request);
        } catch (ParleyException elsewhere) {
            return new Identified.Refused(elsewhere);
        }
        keys.used(key, request.getRemoteAddr());
        return new Identified.Holder(known.get().user(), request);
    }

    /** The address is the connection's, or what a trusted proxy says of it. */
    static void checkNetwork(KeyRow key, HttpServletRequest request) {
        var address = request.getRemoteAddr();
        if (!key.networks().contain(address)) {
            throw notGood("This key may not be used from " + address + ".");
        }
    }

    private static boolean isProven(BearerKey presented, KeyRow key) {
        var proof = key.proof();
        return MessageDigest.isEqual(presented.hash(), proof == null ? NO_PROOF : proof)
                && key.kind() == KeyKind.BEARER;
    }

    private static ParleyException notGood(String sentence) {
        return new ParleyException(ErrorCode.UNAUTHENTICATED, sentence);
    }
}
