package app.parley.platform.db;

/** The few places where the SQL of the databases differs. */
public enum Dialect {
    SQLITE("sqlite", ""),
    POSTGRESQL("postgresql", "for update");

    private final String folder;
    private final String forUpdate;

    Dialect(String folder, String forUpdate) {
        this.folder = folder;
        this.forUpdate = forUpdate;
    }

    /** The folder below {@code db/} that holds this dialect's migrations. */
    public String folder() {
        return folder;
    }

    /**
     * Locks the rows read until the transaction ends; nothing on SQLite, where a transaction is
     * alone anyway.
     */
    public String forUpdate() {
        return forUpdate;
    }
}
