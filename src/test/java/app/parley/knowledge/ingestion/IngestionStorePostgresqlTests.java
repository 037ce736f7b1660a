package app.parley.knowledge.ingestion;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class IngestionStorePostgresqlTests extends IngestionStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.postgresql();
    }
}
