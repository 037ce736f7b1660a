package app.parley.account.key;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class NonceStoreSqliteTests extends NonceStoreContract {
    @Override
    Database database() {
        return TestDatabases.sqlite();
    }
}
