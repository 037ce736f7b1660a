package app.parley.notify.mail;

import java.util.UUID;

/** Takes letters to where they are read. */
interface MailTransport {
    /**
     * Returns when the letter is somebody else's to keep.
     *
     * @param id the same whenever the same letter is tried again
     */
    void deliver(UUID id, Letter letter) throws DeliveryException;
}
