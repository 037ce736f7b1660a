package app.parley.langchat;

import app.parley.platform.id.Ids;
import java.util.UUID;

/** What LangChat's names of sessions are in Parley. */
public final class SessionIds {
    private SessionIds() {}

    /**
     * The conversation of a session that LangChat, or a client of it, has named. Owners do not
     * share names: the same one is another conversation for another owner.
     */
    public static UUID conversation(UUID owner, String sessionId) {
        return Ids.named(owner, "langchat/" + sessionId);
    }
}
