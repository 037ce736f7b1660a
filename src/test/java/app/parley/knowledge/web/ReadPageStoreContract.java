package app.parley.knowledge.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.knowledge.extract.TextForm;
import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** Pages belong to an answer, and go with its chat. */
abstract class ReadPageStoreContract {
    private static final UUID ANNA = Ids.newId();
    private static final UUID BEN = Ids.newId();

    private Database database;
    private JdbcReadPageStore store;

    protected abstract Database open();

    @BeforeEach
    void openStore() {
        database = open();
        store = new JdbcReadPageStore(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void pagesAreReadInTheirOrderAndToTheLetterByTheirOwnerAlone() {
        var answer = answer(Ids.newId());
        var pages = List.of(page("naïve 😀\r\n'; --"), page("second"));
        store.add(ANNA, answer, pages);

        assertThat(store.ofAnswer(ANNA, answer)).isEqualTo(pages);
        assertThat(store.find(ANNA, pages.getLast().id())).contains(pages.getLast());
        assertThat(store.find(BEN, pages.getLast().id())).isEmpty();
        assertThat(store.ofAnswer(BEN, answer)).isEmpty();
    }

    @Test
    void theyAreGoneWithTheChat() {
        var chat = Ids.newId();
        var answer = answer(chat);
        var page = page("canary");
        store.add(ANNA, answer, List.of(page));

        database.change(
                sql -> sql.sql("delete from conversation where id = ?").params(chat).update());

        assertThat(store.find(ANNA, page.id())).isEmpty();
        assertThat(count()).isZero();
    }

    @Test
    void nothingIsKeptForAChatThatIsGone() {
        assertThatThrownBy(() -> store.add(ANNA, Ids.newId(), List.of(page("late"))))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThat(count()).isZero();
    }

    private int count() {
        return database.read(
                sql -> sql.sql("select count(*) from read_page").query(Integer.class).single());
    }

    private static ReadPage page(String text) {
        return new ReadPage(
                Ids.newId(),
                "https://example.org/" + text.length(),
                "Title",
                text,
                TextForm.MARKDOWN,
                Instant.ofEpochMilli(1_700_000_000_000L));
    }

    private UUID answer(UUID chat) {
        var answer = Ids.newId();
        database.change(
                sql -> {
                    sql.sql(
                                    "insert into conversation (id, owner_id, title, created_at, updated_at) values (?, ?, '', 1, 1)")
                            .params(chat, ANNA)
                            .update();
                    sql.sql(
                                    """
                                    insert into message
                                        (id, conversation_id, owner_id, role, status, parts, citations, created_at)
                                    values (?, ?, ?, 'assistant', 'streaming', '[]', '[]', 1)""")
                            .params(answer, chat, ANNA)
                            .update();
                });
        return answer;
    }
}
