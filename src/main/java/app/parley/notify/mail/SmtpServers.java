package app.parley.notify.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.util.regex.Pattern;

/** Which mail servers can be connected. */
final class SmtpServers {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:]{2,39}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\.[0-9.]+|::1");
    private static final int LAST_PORT = 65_535;
    private static final int LONGEST = 1000;

    private SmtpServers() {}

    /** One that cannot; and which part of it is at fault. */
    static final class Refused extends RuntimeException {
        private final String field;

        Refused(String field, String sentence) {
            super(sentence, null, false, false);
            this.field = field;
        }

        String field() {
            return field;
        }

        /** What is asked of the field, as the end of a sentence that begins with its name. */
        String sentence() {
            return String.valueOf(getMessage());
        }
    }

    /**
     * @param port 0 for the usual one
     * @param username empty for none
     * @param password empty for none
     * @throws Refused if it cannot be one
     */
    static SmtpServer checked(
            String host, int port, TlsMode tls, String username, String password, String from) {
        if (!HOST.matcher(host).matches()) {
            throw new Refused("host", "must be the name of a mail server");
        }
        if (port < 0 || port > LAST_PORT) {
            throw new Refused("port", "must be from 1 to " + LAST_PORT);
        }
        if (!isOneLine(username)) {
            throw new Refused("username", "must be one line");
        }
        if (!isOneLine(password)) {
            throw new Refused("password", "must be one line");
        }
        if (tls == TlsMode.NONE && !password.isEmpty() && !LOOPBACK.matcher(host).matches()) {
            throw new Refused(
                    "tls",
                    "must be starttls or tls: a password is not sent where others can read it");
        }
        if (!isAddress(from)) {
            throw new Refused("from", "must be an address such as parley@example.org");
        }
        return new SmtpServer(
                host,
                port == 0 ? usualPort(tls) : port,
                tls,
                username.isEmpty() ? null : username,
                password.isEmpty() ? null : password,
                from);
    }

    static boolean isAddress(String text) {
        try {
            var address = new InternetAddress(text, true);
            return text.equals(address.getAddress())
                    && text.indexOf('@') > 0
                    && text.length() <= 254
                    && text.chars().allMatch(c -> c > ' ' && c < 127);
        } catch (AddressException malformed) {
            return false;
        }
    }

    private static int usualPort(TlsMode tls) {
        return tls == TlsMode.TLS ? 465 : 587;
    }

    private static boolean isOneLine(String text) {
        return text.length() <= LONGEST && text.chars().noneMatch(Character::isISOControl);
    }
}
