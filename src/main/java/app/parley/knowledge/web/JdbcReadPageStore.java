package app.parley.knowledge.web;

import app.parley.knowledge.extract.TextForm;
import app.parley.platform.db.Columns;
import app.parley.platform.db.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Pages that were read for answers. The database deletes them with the answer's chat. */
class JdbcReadPageStore {
    private final Database database;

    JdbcReadPageStore(Database database) {
        this.database = database;
    }

    /**
     * Keeps the pages in their order.
     *
     * @throws org.springframework.dao.DataIntegrityViolationException if the answer is gone
     */
    void add(UUID owner, UUID answer, List<ReadPage> pages) {
        database.change(
                sql -> {
                    int place = 0;
                    for (var page : pages) {
                        sql.sql(
                                        """
                                        insert into read_page
                                            (id, owner_id, answer_id, place, address, title, text, form, read_at)
                                        values
                                            (:id, :owner, :answer, :place, :address, :title, :text, :form, :at)""")
                                .param("id", page.id())
                                .param("owner", owner)
                                .param("answer", answer)
                                .param("place", place++)
                                .param("address", page.address())
                                .param("title", page.title())
                                .param("text", page.text())
                                .param("form", page.form().code())
                                .param("at", page.readAt().toEpochMilli())
                                .update();
                    }
                });
    }

    Optional<ReadPage> find(UUID owner, UUID id) {
        return database.read(
                sql ->
                        sql.sql("select * from read_page where owner_id = :owner and id = :id")
                                .param("owner", owner)
                                .param("id", id)
                                .query((row, _) -> page(row))
                                .optional());
    }

    /** What was read for the answer, in its order. */
    List<ReadPage> ofAnswer(UUID owner, UUID answer) {
        return database.read(
                sql ->
                        sql.sql(
                                        """
                                        select * from read_page
                                        where owner_id = :owner and answer_id = :answer order by place""")
                                .param("owner", owner)
                                .param("answer", answer)
                                .query((row, _) -> page(row))
                                .list());
    }

    private static ReadPage page(ResultSet row) throws SQLException {
        return new ReadPage(
                Columns.uuid(row, "id"),
                row.getString("address"),
                row.getString("title"),
                row.getString("text"),
                TextForm.of(row.getString("form")),
                Columns.instant(row, "read_at"));
    }
}
