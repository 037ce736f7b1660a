package app.parley.conversation;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ConversationOverviewPostgresqlTests extends ConversationOverviewContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
