package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class SessionsPostgresqlTests extends SessionsContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
