package app.parley.notify.mail;

/**
 * A message as it is delivered.
 *
 * @param to an address
 * @param subject one line
 */
record Letter(String to, String subject, String text, String html) {
    /** Keeps links, which open accounts, out of logs. */
    @Override
    public String toString() {
        return "Letter[" + subject + "]";
    }
}
