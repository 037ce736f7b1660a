package app.parley.account;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class AccountStorePostgresqlTests extends AccountStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
