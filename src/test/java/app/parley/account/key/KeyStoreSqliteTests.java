package app.parley.account.key;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class KeyStoreSqliteTests extends KeyStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
