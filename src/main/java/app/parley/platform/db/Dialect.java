package app.parley.platform.db;

/** The few places where the SQL of the databases differs. */
public enum Dialect {
    SQLITE("sqlite", "", "cast(unixepoch('subsec') * 1000 as integer)"),
    POSTGRESQL(
            "postgresql",
            " for update",
            "cast(extract(epoch from clock_timestamp()) * 1000 as bigint)");

    private final String folder;
    private final String forUpdate;
    private final String nowMillis;

    Dialect(String folder, String forUpdate, String nowMillis) {
        this.folder = folder;
        this.forUpdate = forUpdate;
        this.nowMillis = nowMillis;
    }

    /** The folder below {@code db/} that holds this dialect's migrations. */
    public String folder() {
        return folder;
    }

    /**
     * Locks the rows read until the transaction ends; nothing on SQLite, where a transaction is
     * alone anyway. Begins with a space: a text block drops the one at its end.
     */
    public String forUpdate() {
        return forUpdate;
    }

    /** The database's own clock, in milliseconds: the one that all processes share. */
    public String nowMillis() {
        return nowMillis;
    }
}
