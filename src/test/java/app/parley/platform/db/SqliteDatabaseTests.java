package app.parley.platform.db;

import app.parley.support.TestDatabases;

class SqliteDatabaseTests extends DatabaseContract {
    @Override
    protected Database open() {
        return TestDatabases.sqlite();
    }
}
