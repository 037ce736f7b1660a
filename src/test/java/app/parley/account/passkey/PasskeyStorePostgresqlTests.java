package app.parley.account.passkey;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class PasskeyStorePostgresqlTests extends PasskeyStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
