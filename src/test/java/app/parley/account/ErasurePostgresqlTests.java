package app.parley.account;

import app.parley.support.TestDatabases;

class ErasurePostgresqlTests extends ErasureContract {
    @Override
    String databaseUrl() {
        return TestDatabases.emptyPostgresqlUrl();
    }
}
