package app.parley.account.export;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ExportStoreSqliteTests extends ExportStoreContract {
    @Override
    Database database() {
        return TestDatabases.sqlite();
    }
}
