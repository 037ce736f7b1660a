package app.parley.conversation;

import app.parley.platform.db.Database;
import tools.jackson.databind.json.JsonMapper;

/** Opens the store for tests of other modules. */
public final class ConversationStores {
    private ConversationStores() {}

    public static ConversationStore on(Database database) {
        return new JdbcConversationStore(database, JsonMapper.shared());
    }
}
