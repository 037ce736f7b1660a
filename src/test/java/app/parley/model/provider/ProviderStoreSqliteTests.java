package app.parley.model.provider;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ProviderStoreSqliteTests extends ProviderStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
