package app.parley.conversation;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ChatReadingStorePostgresqlTests extends ChatReadingStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
