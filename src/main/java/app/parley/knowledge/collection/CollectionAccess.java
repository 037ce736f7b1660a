package app.parley.knowledge.collection;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a person may do with a collection, from most to least. */
public enum CollectionAccess {
    /** Everything. */
    OWNER,
    /** Search it, add documents and remove them. */
    WRITE,
    /** Search it and read its documents. */
    READ;

    /**
     * The one place that says who may read a collection: stands where a query would name the table,
     * and leaves of it what {@code :reader} may read, with {@code access} beside the columns.
     */
    public static final String READABLE =
            """
            (select c.*,
                    case when c.owner_id = :reader then 'owner'
                         when c.everyone = 'write' or g.access = 'write' then 'write'
                         else 'read' end as access
             from collection c
             left join collection_grant g on g.collection_id = c.id and g.user_id = :reader
             where c.owner_id = :reader or c.everyone <> 'none' or g.access is not null)
            """;

    /** The same, of which only what {@code :reader} may write is left. */
    public static final String WRITABLE =
            "(select * from " + READABLE + " readable where access in ('owner', 'write'))";

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CollectionAccess of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
