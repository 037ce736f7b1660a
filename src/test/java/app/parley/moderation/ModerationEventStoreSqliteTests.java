package app.parley.moderation;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ModerationEventStoreSqliteTests extends ModerationEventStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
