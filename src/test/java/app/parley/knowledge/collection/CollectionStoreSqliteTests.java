package app.parley.knowledge.collection;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class CollectionStoreSqliteTests extends CollectionStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.sqlite();
    }
}
