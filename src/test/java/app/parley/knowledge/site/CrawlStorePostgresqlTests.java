package app.parley.knowledge.site;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class CrawlStorePostgresqlTests extends CrawlStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.postgresql();
    }
}
