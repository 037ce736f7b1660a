package app.parley.platform.audit;

import app.parley.platform.db.Database;
import app.parley.support.TestDatabases;

class AuditVerifierSqliteTests extends AuditVerifierContract {
    @Override
    protected Database database() {
        return TestDatabases.sqlite();
    }
}
