package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class LoginGuardSqliteTests extends LoginGuardContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
