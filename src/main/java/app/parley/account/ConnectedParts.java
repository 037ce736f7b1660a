package app.parley.account;

/** Which parts of the product a client shows only where somebody has connected them. */
public interface ConnectedParts {
    /** Whether questions can be looked up in the web. */
    boolean webSearch();
}
