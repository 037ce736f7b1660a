package app.parley.conversation;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ChatReadingStoreSqliteTests extends ChatReadingStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
