package app.parley.notify.mail;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class MailQueueSqliteTests extends MailQueueContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
