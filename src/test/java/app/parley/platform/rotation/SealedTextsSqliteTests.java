package app.parley.platform.rotation;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class SealedTextsSqliteTests extends SealedTextsContract {
    @Override
    Database newDatabase() {
        return TestDatabases.sqlite();
    }
}
