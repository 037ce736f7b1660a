package app.parley.platform.db;

import app.parley.support.TestDatabases;
import java.util.List;

class PostgresqlMigrationTests extends MigrationContract {
    @Override
    protected Database open() {
        return TestDatabases.postgresql();
    }

    @Override
    protected List<String> tables(Database open) {
        return open.read(
                sql ->
                        sql.sql(
                                        """
                                        select table_name from information_schema.tables
                                        where table_schema = 'public' order by table_name""")
                                .query(String.class)
                                .list());
    }
}
