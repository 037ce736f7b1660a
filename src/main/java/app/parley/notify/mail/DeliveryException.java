package app.parley.notify.mail;

import org.jspecify.annotations.Nullable;

/** A letter was not taken. */
final class DeliveryException extends Exception {
    private final boolean isFinal;

    private DeliveryException(boolean isFinal, String reason, @Nullable Throwable cause) {
        super(reason, cause);
        this.isFinal = isFinal;
    }

    /** The server will never take it. */
    static DeliveryException refused(String reason, Throwable cause) {
        return new DeliveryException(true, reason, cause);
    }

    /** Another time it may. */
    static DeliveryException postponed(String reason, @Nullable Throwable cause) {
        return new DeliveryException(false, reason, cause);
    }

    boolean isFinal() {
        return isFinal;
    }

    /** One printable line: servers answer what they like. */
    String reason() {
        var line = String.valueOf(getMessage()).replaceAll("[^\\x20-\\x7e]+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300);
    }
}
