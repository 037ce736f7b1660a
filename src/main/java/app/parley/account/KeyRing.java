package app.parley.account;

import app.parley.platform.error.ParleyException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;

/** The keys that people made for programs. */
public interface KeyRing {
    /** Who sends a request, if it comes with a key. */
    Identified identify(HttpServletRequest request) throws IOException;

    /** Whether the key still opens anything; not older than a second. */
    boolean isLive(UUID keyId);

    /** What a request says of its sender. */
    sealed interface Identified {
        /** It names no key. */
        record Nobody() implements Identified {}

        /**
         * It comes with a good key.
         *
         * @param request to go on with: its body is what was checked
         */
        record Holder(CurrentUser user, HttpServletRequest request) implements Identified {}

        /** It comes with a key that is not good for it. */
        record Refused(ParleyException why) implements Identified {}
    }
}
