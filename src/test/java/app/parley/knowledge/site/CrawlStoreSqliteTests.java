package app.parley.knowledge.site;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class CrawlStoreSqliteTests extends CrawlStoreContract {
    @Override
    protected Database open() {
        return TestDatabases.sqlite();
    }
}
