package app.parley.platform.rotation;

import app.parley.platform.command.Offline;
import app.parley.platform.db.Database;
import app.parley.platform.db.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Every sealed text of the database, found in its catalogue: it stands in a column whose name
 * begins with {@code sealed}, or in the value of a setting.
 */
@Component
@Offline
class JdbcSealedTexts {
    private static final int AT_ONCE = 500;

    private final Database database;

    JdbcSealedTexts(Database database) {
        this.database = database;
    }

    /** A column of text. Its names come from the catalogue, never from outside. */
    record Column(String table, String name) {}

    List<Column> columns() {
        var catalogue =
                switch (database.dialect()) {
                    case SQLITE ->
                            """
                            select m.name as table_name, c.name as column_name
                            from sqlite_master m join pragma_table_info(m.name) c
                            where m.type = 'table' and c.name like 'sealed%'
                            """;
                    case POSTGRESQL ->
                            """
                            select table_name, column_name from information_schema.columns
                            where table_schema = current_schema() and column_name like 'sealed%'
                            """;
                };
        var sealed =
                database.read(
                        sql ->
                                sql.sql(catalogue)
                                        .query(
                                                (row, number) ->
                                                        new Column(
                                                                row.getString("table_name"),
                                                                row.getString("column_name")))
                                        .list());
        return Stream.concat(sealed.stream(), Stream.of(new Column("setting", "value"))).toList();
    }

    /**
     * Replaces texts of a column, some in each transaction.
     *
     * @param renewed gives what a text becomes, or nothing if it stays
     * @return how many were replaced
     */
    int replace(Column column, Function<String, Optional<String>> renewed) {
        int replaced = 0;
        var addresses = addresses(column, text -> renewed.apply(text).isPresent());
        for (int from = 0; from < addresses.size(); from += AT_ONCE) {
            var some = addresses.subList(from, Math.min(from + AT_ONCE, addresses.size()));
            replaced += database.write(sql -> replaceThose(sql, column, some, renewed));
        }
        return replaced;
    }

    int count(Column column, Predicate<String> wanted) {
        return addresses(column, wanted).size();
    }

    /**
     * Drops lasting keys, so that new ones are made at the next start.
     *
     * @return how many
     */
    int deleteLastingKeys(Predicate<String> lost) {
        var column = new Column("lasting_key", "sealed_key");
        var addresses = addresses(column, lost);
        database.change(
                sql ->
                        addresses.forEach(
                                address ->
                                        sql.sql("delete from lasting_key" + at())
                                                .param("address", address)
                                                .update()));
        return addresses.size();
    }

    /** Where the rows are, as the database itself addresses them: no two tables have like keys. */
    private List<String> addresses(Column column, Predicate<String> wanted) {
        var query =
                "select cast(%1$s as text) as address, %2$s as content from %3$s where %2$s is not null"
                        .formatted(address(), column.name(), column.table());
        return database.read(
                sql -> {
                    var found = new ArrayList<String>();
                    sql.sql(query)
                            .query(
                                    row -> {
                                        if (wanted.test(row.getString("content"))) {
                                            found.add(row.getString("address"));
                                        }
                                    });
                    return found;
                });
    }

    private int replaceThose(
            JdbcClient sql,
            Column column,
            List<String> addresses,
            Function<String, Optional<String>> renewed) {
        var find = "select " + column.name() + " from " + column.table() + at();
        var change = "update %1$s set %2$s = :new".formatted(column.table(), column.name()) + at();
        int replaced = 0;
        for (var address : addresses) {
            var fresh =
                    sql.sql(find + database.dialect().forUpdate())
                            .param("address", address)
                            .query(String.class)
                            .optional()
                            .flatMap(renewed);
            if (fresh.isPresent()) {
                replaced +=
                        sql.sql(change)
                                .param("new", fresh.get())
                                .param("address", address)
                                .update();
            }
        }
        return replaced;
    }

    private String at() {
        var type = database.dialect() == Dialect.SQLITE ? "integer" : "tid";
        return " where " + address() + " = cast(:address as " + type + ")";
    }

    private String address() {
        return database.dialect() == Dialect.SQLITE ? "rowid" : "ctid";
    }
}
