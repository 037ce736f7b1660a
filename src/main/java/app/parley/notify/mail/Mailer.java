package app.parley.notify.mail;

/** Sends mail to people. */
interface Mailer {
    /**
     * Writes the message down for delivery, in the caller's transaction where there is one; returns
     * before it is delivered. It survives restarts and is tried again while its receiver's server
     * cannot take it.
     */
    void send(MailMessage message);
}
