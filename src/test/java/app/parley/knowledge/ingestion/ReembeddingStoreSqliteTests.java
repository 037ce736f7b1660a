package app.parley.knowledge.ingestion;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class ReembeddingStoreSqliteTests extends ReembeddingStoreContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
