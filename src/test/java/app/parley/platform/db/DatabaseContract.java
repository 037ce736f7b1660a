package app.parley.platform.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class DatabaseContract {
    private Database database;

    protected abstract Database open();

    @BeforeEach
    void createTable() {
        database = open();
        database.change(sql -> sql.sql("create table fruit (name text primary key)").update());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whatWasWrittenIsReadByOthers() {
        insert("apple");
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void failedWorkLeavesNothingBehind() {
        assertThatThrownBy(
                        () ->
                                database.change(
                                        sql -> {
                                            sql.sql("insert into fruit values ('pear')").update();
                                            throw new IllegalStateException("no pears");
                                        }))
                .hasMessage("no pears");
        assertThat(count()).isZero();
    }

    @Test
    void nestedWorkJoinsTheTransaction() {
        assertThatThrownBy(
                        () ->
                                database.change(
                                        sql -> {
                                            insert("plum");
                                            assertThat(count()).isEqualTo(1);
                                            throw new IllegalStateException("undo");
                                        }))
                .hasMessage("undo");
        assertThat(count()).isZero();
    }

    @Test
    void oneFailureAmongManyWritersUndoesOnlyItself() throws Exception {
        var failures = new AtomicInteger();
        try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 200)
                    .forEach(
                            i ->
                                    writers.submit(
                                            () -> {
                                                try {
                                                    insert("fruit " + i / 2); // every name twice
                                                } catch (
                                                        org.springframework.dao
                                                                        .DuplicateKeyException
                                                                twice) {
                                                    failures.incrementAndGet();
                                                }
                                            }));
        }
        assertThat(count()).isEqualTo(100);
        assertThat(failures).hasValue(100);
    }

    @Test
    void aDatabaseThatIsAwayFailsLikeAllElse() {
        database.close();
        assertThatThrownBy(() -> insert("fig"))
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    private void insert(String name) {
        database.change(sql -> sql.sql("insert into fruit values (?)").param(name).update());
    }

    private int count() {
        return database.read(
                sql -> sql.sql("select count(*) from fruit").query(Integer.class).single());
    }
}
