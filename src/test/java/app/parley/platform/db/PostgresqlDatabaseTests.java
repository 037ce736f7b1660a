package app.parley.platform.db;

import app.parley.support.TestDatabases;

class PostgresqlDatabaseTests extends DatabaseContract {
    @Override
    protected Database open() {
        return TestDatabases.postgresql();
    }
}
