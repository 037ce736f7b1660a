package app.parley.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import app.parley.platform.error.ErrorCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTests {
    private final PasswordPolicy policy =
            new PasswordPolicy(TestAccounts.SETTINGS, new CommonPasswords());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct-horse-battery-7",
                "four short words here",
                "Tr0ub4dor&3-longer",
                "xK9#mQ2$vL5!",
                "my cat ate 3 shoes",
                "длинный пароль из слов",
                "🦆🦆 with two ducks"
            })
    void takesWhatIsLongAndNotCommon(String password) {
        assertThatCode(() -> policy.check("password", password, "wanda"))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Password1234",
                "P@ssw0rd2025!",
                "letmein123456",
                "sunshinesunshine",
                "qwertyuiopasdfghjkl",
                "zxcvbnmzxcvbnm",
                "000000000000",
                "abababababab",
                "abcdefghijklm",
                "zyxwvutsrqponm",
                "iloveyouiloveyou",
                "wandawandawanda",
                "WANDA-WANDA-!"
            })
    void refusesWhatIsTriedFirst(String password) {
        var refused =
                catchThrowableOfType(
                        InvalidField.class, () -> policy.check("password", password, "wanda"));

        assertThat(refused).as(password).isNotNull();
        assertThat(refused.code()).isEqualTo(ErrorCode.WEAK_PASSWORD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"half of\ud83d a character", "with a nul\u0000 in it", "line\nbreak line"})
    void refusesWhatNobodyTypes(String password) {
        var refused =
                catchThrowableOfType(
                        InvalidField.class, () -> policy.check("password", password, "wanda"));

        assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(PasswordPolicy.isPossible(password)).isFalse();
    }
}
