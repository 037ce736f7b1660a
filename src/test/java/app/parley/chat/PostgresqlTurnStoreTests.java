package app.parley.chat;

import app.parley.conversation.Conversation;
import app.parley.conversation.ConversationStores;
import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;
import tools.jackson.databind.json.JsonMapper;

class PostgresqlTurnStoreTests extends TurnStoreContract {
    private final Database database = TestDatabases.postgresql();

    @Override
    protected TurnStore store() {
        return new JdbcTurnStore(database, JsonMapper.shared());
    }

    @Override
    protected void create(Conversation conversation) {
        ConversationStores.on(database).create(conversation.ownerId(), conversation);
    }
}
