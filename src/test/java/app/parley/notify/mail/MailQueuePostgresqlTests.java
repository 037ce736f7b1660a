package app.parley.notify.mail;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class MailQueuePostgresqlTests extends MailQueueContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
