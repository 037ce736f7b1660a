package app.parley.platform.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.db.Database;
import app.parley.platform.id.Ids;
import app.parley.platform.rotation.JdbcSealedTexts.Column;
import app.parley.platform.secret.LastingKeys.Purpose;
import app.parley.platform.secret.LostKey;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.secret.TestSecretKeys;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class SealedTextsContract {
    private static final String FORMER = "the former secret key of this installation";
    private static final String NEXT = "the next secret key of this installation";
    private static final Column MAIL = new Column("mail_message", "sealed");
    private static final Column SETTING = new Column("setting", "value");

    private final SecretBox former = new SecretBox(TestSecretKeys.of(FORMER));
    private final SecretBox both = new SecretBox(TestSecretKeys.of(NEXT, FORMER));
    private final SecretBox next = new SecretBox(TestSecretKeys.of(NEXT));

    private Database database;
    private JdbcSealedTexts texts;

    abstract Database newDatabase();

    @BeforeEach
    void open() {
        database = newDatabase();
        texts = new JdbcSealedTexts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void areFoundInTheCatalogue() {
        assertThat(texts.columns())
                .contains(
                        MAIL,
                        SETTING,
                        new Column("provider", "sealed_key"),
                        new Column("identity_provider", "sealed_secret"),
                        new Column("totp", "sealed_secret"),
                        new Column("totp", "sealed_offered_secret"),
                        new Column("moderation_event", "sealed_original"),
                        new Column("lasting_key", "sealed_key"));
    }

    @Test
    void allGoOverToTheNextRoot() {
        for (int i = 0; i < 1_203; i++) {
            letter("letter " + i);
        }
        var password = former.seal("letmein", "mail/smtp.example.org");
        setting("notify.mail", "{\"host\": \"e1.example.org\", \"sealed\": \"" + password + "\"}");
        setting("chat.model", "echo");

        assertThat(texts.count(MAIL, next::isSealedElsewhere)).isEqualTo(1_203);
        assertThat(texts.replace(MAIL, both::rewrapped)).isEqualTo(1_203);
        assertThat(texts.replace(SETTING, both::rewrapped)).isEqualTo(1);

        assertThat(texts.replace(MAIL, both::rewrapped)).isZero();
        assertThat(texts.count(MAIL, next::isSealedElsewhere)).isZero();
        assertThat(sealedLetters().stream().map(text -> next.open(text, "letter")))
                .hasSize(1_203)
                .contains("letter 0", "letter 1202");
        assertThat(value("chat.model")).isEqualTo("echo");
        assertThat(value("notify.mail")).startsWith("{\"host\": \"e1.example.org\"");
    }

    @Test
    void whatNoRootOpensIsLeftAsItIs() {
        letter("read me");
        var before = sealedLetters();

        assertThat(texts.replace(MAIL, next::rewrapped)).isZero();

        assertThat(texts.count(MAIL, next::isSealedElsewhere)).isEqualTo(1);
        assertThat(sealedLetters()).isEqualTo(before);
    }

    @Test
    void lastingKeysOutliveTheRoot() {
        var began = TestSecretKeys.stored(database, former).key(Purpose.AUDIT_LOG);
        assertThat(TestSecretKeys.stored(database, former).key(Purpose.AUDIT_LOG)).isEqualTo(began);
        assertThatThrownBy(() -> TestSecretKeys.stored(database, next).key(Purpose.AUDIT_LOG))
                .isInstanceOf(LostKey.class)
                .hasMessageContaining("./parley keys abandon");

        assertThat(TestSecretKeys.stored(database, both).key(Purpose.AUDIT_LOG)).isEqualTo(began);
        texts.replace(new Column("lasting_key", "sealed_key"), both::rewrapped);

        assertThat(TestSecretKeys.stored(database, next).key(Purpose.AUDIT_LOG)).isEqualTo(began);
    }

    @Test
    void keysOfALostRootAreMadeAnewWhenTheyAreGivenUp() {
        var began = TestSecretKeys.stored(database, former).key(Purpose.AUDIT_LOG);
        assertThat(texts.deleteLastingKeys(former::isSealedElsewhere)).isZero();

        assertThat(texts.deleteLastingKeys(next::isSealedElsewhere))
                .isEqualTo(Purpose.values().length);

        var made = TestSecretKeys.stored(database, next).key(Purpose.AUDIT_LOG);
        assertThat(made).isNotEqualTo(began);
    }

    private void letter(String text) {
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into mail_message
                                            (id, sealed, due_at, expires_at, created_at)
                                        values (:id, :sealed, 0, 0, 0)
                                        """)
                                .param("id", Ids.newId())
                                .param("sealed", former.seal(text, "letter"))
                                .update());
    }

    private List<String> sealedLetters() {
        return database.read(
                sql -> sql.sql("select sealed from mail_message").query(String.class).list());
    }

    private void setting(String name, String value) {
        database.change(
                sql ->
                        sql.sql(
                                        "insert into setting (name, value, updated_at) values (:name, :value, 0)")
                                .param("name", name)
                                .param("value", value)
                                .update());
    }

    private String value(String name) {
        return database.read(
                sql ->
                        sql.sql("select value from setting where name = :name")
                                .param("name", name)
                                .query(String.class)
                                .single());
    }
}
