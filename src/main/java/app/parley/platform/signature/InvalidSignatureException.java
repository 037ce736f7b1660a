package app.parley.platform.signature;

/** What is said of a message's signature or digest cannot be read or computed. */
public final class InvalidSignatureException extends RuntimeException {
    /**
     * @param message a sentence for whoever wrote the client
     */
    InvalidSignatureException(String message) {
        super(message);
    }

    /** The sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
