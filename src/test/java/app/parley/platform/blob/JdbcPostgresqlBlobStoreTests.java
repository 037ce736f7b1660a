package app.parley.platform.blob;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;

class JdbcPostgresqlBlobStoreTests extends BlobStoreContract {
    private final Database database = TestDatabases.postgresql();

    @Override
    protected BlobStore store() {
        return new JdbcBlobStore(database, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }
}
