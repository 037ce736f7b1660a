package app.parley.knowledge.document;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class DocumentStoreSqliteTests extends DocumentStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.sqlite();
    }
}
