package app.parley.knowledge.web;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ReadPageStorePostgresqlTests extends ReadPageStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.postgresql();
    }
}
