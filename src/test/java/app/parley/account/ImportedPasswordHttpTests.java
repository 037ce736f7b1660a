package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.platform.id.Ids;
import app.parley.support.HttpTests;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** People who were brought from elsewhere sign in with the password that they had there. */
class ImportedPasswordHttpTests extends HttpTests {
    @Autowired private JdbcAccountStore accounts;

    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void aBcryptHashWorksAndBecomesOneOfOurs(String version) {
        // A published vector: the hash of "abc", which is shorter than Parley would take.
        var hash = version + "06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";
        var name = "imported." + version.charAt(2);
        var id = bring(name, hash);

        anonymous().login(name, "abd").expectProblem(401, "bad-credentials");
        assertThat(hashOf(id)).isEqualTo(hash);
        anonymous().login(name, "abc").expect(200);

        assertThat(hashOf(id)).startsWith("$argon2id$");
        anonymous().login(name, "abc").expect(200);
        anonymous().login(name, "abd").expectProblem(401, "bad-credentials");
    }

    @Test
    void whatWasHashedIsWhatWasTyped() {
        var typed = "ﬁve ﬁngers, ５ ﬁsh"; // another text once it is normalized
        var id = bring("imported.form", new BCryptPasswordEncoder(4).encode(typed));

        anonymous().login("imported.form", typed).expect(200);

        assertThat(hashOf(id)).startsWith("$argon2id$");
        anonymous().login("imported.form", typed).expect(200);
    }

    @Test
    void bcryptReadsSeventyTwoBytesAndNotMore() {
        var long100 = "0123456789".repeat(10);
        var id = bring("imported.long", new BCryptPasswordEncoder(4).encode(long100.substring(28)));
        assertThat(id).isNotNull();

        anonymous().login("imported.long", long100.substring(28)).expect(200);
        anonymous().login("imported.long", long100).expectProblem(401, "bad-credentials");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "abc",
                "$2b$31$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
                "$2x$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
                "$2b$06$short",
                "pbkdf2:sha256:260000$salt$hash"
            })
    void aHashThatCannotBeCheckedIsNoPassword(String hash) {
        var name = "unchecked." + Integer.toHexString(hash.hashCode());
        var id = bring(name, hash);

        assertThat(hashOf(id)).isNull();
        anonymous().login(name, "abc").expectProblem(401, "bad-credentials");
        anonymous().login(name, "").expectProblem(401, "bad-credentials");
    }

    private UUID bring(String name, @Nullable String hash) {
        var id = Ids.newId();
        new ImportedPeople(accounts).bring(id, name, hash, Instant.EPOCH);
        return id;
    }

    private @Nullable String hashOf(UUID id) {
        return accounts.byId(id).orElseThrow().passwordHash();
    }
}
