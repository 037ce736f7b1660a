package app.parley.account.oidc;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class OidcStoreSqliteTests extends OidcStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
