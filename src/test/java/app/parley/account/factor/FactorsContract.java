package app.parley.account.factor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.account.factor.FactorsChanged.Change;
import app.parley.account.passkey.TestPasskeys;
import app.parley.platform.db.Database;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import app.parley.platform.secret.SecretBoxes;
import app.parley.platform.secret.TestSecretKeys;
import app.parley.support.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class FactorsContract {
    private static final UUID SESSION = new UUID(7, 7);

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:10Z"));
    private final List<Object> published = new ArrayList<>();
    private Database database;
    private Factors factors;
    private UUID person;

    protected abstract Database database();

    @BeforeEach
    void open() {
        database = database();
        factors = newFactors();
        person = account("person");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aSecretCountsOnceACodeOfItWasTyped() {
        var offer = factors.offer(person, "person");
        assertThat(factors.methods(person)).isEmpty();
        assertThat(factors.useTotp(person, code(offer.secret(), 0))).isFalse();
        assertThatThrownBy(() -> factors.confirm(person, SESSION, "000000"))
                .isInstanceOf(ParleyException.class);

        var codes = factors.confirm(person, SESSION, code(offer.secret(), 0));

        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        assertThat(factors.methods(person)).containsExactly(Method.TOTP, Method.RECOVERY_CODE);
        assertThat(published)
                .containsExactly(new FactorsChanged(person, Change.ADDED, Method.TOTP, SESSION));
        // The code that proved the secret is used, too.
        assertThat(factors.useTotp(person, code(offer.secret(), 0))).isFalse();
        assertThat(factors.useTotp(person, code(offer.secret(), 1))).isTrue();
    }

    @Test
    void theOldSecretCountsUntilTheNewOneIsProved() {
        var old = enabled();
        var offer = factors.offer(person, "person");

        assertThat(factors.useTotp(person, code(old, 1))).isTrue();
        assertThat(factors.useTotp(person, code(offer.secret(), 1))).isFalse();
        clock.advance(Duration.ofMinutes(29));
        factors.confirm(person, SESSION, code(offer.secret(), 0));

        assertThat(factors.useTotp(person, code(old, 1))).isFalse();
        assertThat(factors.useTotp(person, code(offer.secret(), 1))).isTrue();
    }

    @Test
    void anOfferIsForHalfAnHour() {
        var offer = factors.offer(person, "person");
        clock.advance(Duration.ofMinutes(30));

        assertThatThrownBy(() -> factors.confirm(person, SESSION, code(offer.secret(), 0)))
                .isInstanceOf(ParleyException.class);
        assertThat(factors.methods(person)).isEmpty();
    }

    @Test
    void ofFiftyUsesOfOneCodeOneSucceeds() throws Exception {
        var secret = enabled();
        var recoveryCode = factors.newRecoveryCodes(person, SESSION).getFirst();
        var next = code(secret, 1);

        assertThat(successes(() -> newFactors().useTotp(person, next))).isEqualTo(1);
        assertThat(successes(() -> newFactors().useRecoveryCode(person, recoveryCode)))
                .isEqualTo(1);
    }

    @Test
    void aRecoveryCodeIsOneHoweverItIsTyped() {
        enabled();
        var codes = factors.newRecoveryCodes(person, SESSION);
        var code = codes.getFirst();
        var other = account("other");

        assertThat(code).matches("[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}");
        assertThat(factors.useRecoveryCode(other, code)).isFalse();
        assertThat(factors.useRecoveryCode(person, "")).isFalse();
        assertThat(factors.useRecoveryCode(person, code + code)).isFalse();
        assertThat(
                        factors.useRecoveryCode(
                                person, " " + code.toUpperCase(Locale.ROOT).replace("-", " - ")))
                .isTrue();
        assertThat(factors.useRecoveryCode(person, code)).isFalse();
        assertThat(factors.useRecoveryCode(person, code.replace("-", ""))).isFalse();
        assertThat(factors.standing(person).codes().left()).isEqualTo(9);

        var replaced = factors.newRecoveryCodes(person, SESSION);

        assertThat(factors.useRecoveryCode(person, codes.getLast())).isFalse();
        assertThat(factors.useRecoveryCode(person, replaced.getFirst())).isTrue();
    }

    @Test
    void whoHasNoFactorHasNoCodesForIt() {
        assertThatThrownBy(() -> factors.newRecoveryCodes(person, SESSION))
                .isInstanceOf(ParleyException.class);
        var secret = enabled();
        var code = factors.newRecoveryCodes(person, SESSION).getFirst();

        factors.removeTotp(person, SESSION);

        assertThat(factors.methods(person)).isEmpty();
        assertThat(factors.useRecoveryCode(person, code)).isFalse();
        assertThat(factors.useTotp(person, code(secret, 1))).isFalse();
        assertThat(published)
                .last()
                .isEqualTo(new FactorsChanged(person, Change.REMOVED, Method.TOTP, SESSION));
    }

    @Test
    void neitherSecretsNorCodesAreInTheDatabase() {
        var offer = factors.offer(person, "person");
        var codes = factors.confirm(person, SESSION, code(offer.secret(), 0));

        var stored =
                database.read(
                        sql ->
                                sql.sql("select sealed_secret from totp")
                                                .query(String.class)
                                                .single()
                                        + sql.sql("select code_hash from recovery_code")
                                                .query(
                                                        (row, n) ->
                                                                new String(
                                                                        row.getBytes(1),
                                                                        java.nio.charset
                                                                                .StandardCharsets
                                                                                .ISO_8859_1))
                                                .list());

        assertThat(stored).doesNotContain(offer.secret());
        assertThat(codes).noneMatch(code -> stored.contains(code.replace("-", "")));
    }

    private String enabled() {
        var offer = factors.offer(person, "person");
        factors.confirm(person, SESSION, code(offer.secret(), 0));
        return offer.secret();
    }

    private String code(String secret, int stepsAhead) {
        return Totp.code(Base32.decode(secret), Totp.stepAt(clock.instant()) + stepsAhead);
    }

    private Factors newFactors() {
        return new Factors(
                new JdbcFactorStore(database),
                new RecoveryCodes(
                        TestSecretKeys.lasting("a secret key for tests that is long enough")),
                TestPasskeys.in(database, clock),
                SecretBoxes.forTests(),
                database,
                published::add,
                clock);
    }

    private UUID account(String name) {
        var id = Ids.newId();
        database.change(
                sql ->
                        sql.sql(
                                        """
                                        insert into account (id, username, username_key,
                                            username_skeleton, display_name, role, created_at)
                                        values (:id, :name, :name, :name, :name, 'user', 0)
                                        """)
                                .param("id", id)
                                .param("name", name)
                                .update());
        return id;
    }

    private static long successes(Callable<Boolean> attempt) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var attempts = threads.invokeAll(java.util.Collections.nCopies(50, attempt));
            long good = 0;
            for (var done : attempts) {
                good += done.get() ? 1 : 0;
            }
            return good;
        }
    }
}
