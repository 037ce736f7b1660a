package app.parley.account;

import java.util.UUID;

/** Answers whether a session still lives, for streams that outlast their access token. */
public interface SessionGate {
    /**
     * False within 5 seconds after the session ended, on any replica. Cheap enough for one call a
     * stream every 5 s.
     */
    boolean isLive(UUID sessionId);
}
