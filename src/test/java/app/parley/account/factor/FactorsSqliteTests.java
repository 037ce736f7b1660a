package app.parley.account.factor;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class FactorsSqliteTests extends FactorsContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
