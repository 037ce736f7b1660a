package app.parley.account;

/** Whether letters leave the machine. */
public interface MailServer {
    /** False where they go into a folder that only whoever runs Parley can read. */
    boolean isConnected();
}
