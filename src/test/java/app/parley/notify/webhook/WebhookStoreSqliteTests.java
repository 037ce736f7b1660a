package app.parley.notify.webhook;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class WebhookStoreSqliteTests extends WebhookStoreContract {
    @Override
    Database database() {
        return TestDatabases.sqlite();
    }
}
