package app.parley.platform.secret;

import javax.crypto.SecretKey;

/** Keys of what is kept for longer than the root may last: another root leaves them as they are. */
@FunctionalInterface
public interface LastingKeys {
    /** What a key is for. */
    enum Purpose {
        /** The seal of the audit log's end. */
        AUDIT_LOG("audit-log", "HmacSHA256"),
        /** What is kept of recovery codes. */
        RECOVERY_CODE("recovery-code", "HmacSHA256"),
        /** What tells a refresh token that was once given from noise. */
        REFRESH_TOKEN("refresh-token", "HmacSHA256"),
        /** The seed of the key that webhooks are signed with, which receivers hold on to. */
        WEBHOOK_SIGNING("webhook-signing", "Ed25519");

        private final String id;
        private final String algorithm;

        Purpose(String id, String algorithm) {
            this.id = id;
            this.algorithm = algorithm;
        }

        public String id() {
            return id;
        }

        public String algorithm() {
            return algorithm;
        }
    }

    /**
     * The 256-bit key for one purpose, always the same one in this installation.
     *
     * @throws LostKey if it was sealed with a root that is not here
     */
    SecretKey key(Purpose purpose);
}
