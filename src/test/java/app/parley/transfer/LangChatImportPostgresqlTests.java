package app.parley.transfer;

import app.parley.support.TestDatabases;

class LangChatImportPostgresqlTests extends LangChatImportContract {
    private final String url = TestDatabases.emptyPostgresqlUrl();

    @Override
    protected String databaseUrl() {
        return url;
    }
}
