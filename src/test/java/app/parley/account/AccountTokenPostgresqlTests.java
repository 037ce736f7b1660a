package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class AccountTokenPostgresqlTests extends AccountTokenContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
