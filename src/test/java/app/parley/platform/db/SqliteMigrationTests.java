package app.parley.platform.db;

import app.parley.support.TestDatabases;
import java.util.List;

class SqliteMigrationTests extends MigrationContract {
    @Override
    protected Database open() {
        return TestDatabases.sqlite();
    }

    @Override
    protected List<String> tables(Database open) {
        return open.read(
                sql ->
                        sql.sql(
                                        """
                                        select name from sqlite_schema
                                        where type = 'table' and name not like 'sqlite_%' order by name""")
                                .query(String.class)
                                .list());
    }
}
