package app.parley.conversation;

import app.parley.support.TestDatabases;
import tools.jackson.databind.json.JsonMapper;

class PostgresqlConversationStoreTests extends ConversationStoreContract {
    @Override
    protected ConversationStore store() {
        return new JdbcConversationStore(TestDatabases.postgresql(), JsonMapper.shared());
    }
}
