package app.parley.account;

/**
 * Whether chats are their owners' alone; whoever runs the server decides, and everybody is told.
 */
public interface ChatAccess {
    /** Whether administrators can open somebody else's chat, with a reason and not unseen. */
    boolean isGivenToAdministrators();
}
