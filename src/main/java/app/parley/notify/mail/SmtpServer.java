package app.parley.notify.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail server, and who Parley is to it.
 *
 * @param username null where none is asked for
 * @param from the address that letters come from
 */
record SmtpServer(
        String host,
        int port,
        TlsMode tls,
        @Nullable String username,
        @Nullable String password,
        String from) {
    /** Says everything but the password. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
