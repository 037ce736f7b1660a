package app.parley.account;

class ErasureSqliteTests extends ErasureContract {
    @Override
    String databaseUrl() {
        return "";
    }
}
