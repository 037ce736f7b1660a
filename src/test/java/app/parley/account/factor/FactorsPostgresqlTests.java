package app.parley.account.factor;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class FactorsPostgresqlTests extends FactorsContract {
    @Override
    protected Database database() {
        return TestDatabases.postgresql();
    }
}
