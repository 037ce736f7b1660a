package app.parley.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DotEnvTests {
    private final List<String> problems = new ArrayList<>();

    @Test
    void readsTheFormsThatPeopleWrite() {
        var settings =
                DotEnv.parse(
                        """
                        # a comment
                        PORT=8081
                        export ENV = production
                        QUOTED="a # b \\"c\\" \\\\ d"
                        LINES="one\\ntwo"
                        SINGLE='as $it \\is'
                        TRAILING=value # why
                        HASH=va#lue
                        EMPTY=
                        COMMENTED= # nothing
                        EQUALS=a=b==
                        """,
                        problems);
        assertThat(settings)
                .containsEntry("PORT", "8081")
                .containsEntry("ENV", "production")
                .containsEntry("QUOTED", "a # b \"c\" \\ d")
                .containsEntry("LINES", "one\ntwo")
                .containsEntry("SINGLE", "as $it \\is")
                .containsEntry("TRAILING", "value")
                .containsEntry("HASH", "va#lue")
                .containsEntry("EMPTY", "")
                .containsEntry("COMMENTED", "")
                .containsEntry("EQUALS", "a=b==")
                .hasSize(10);
        assertThat(problems).isEmpty();
    }

    @Test
    void survivesWindowsAndByteOrderMarks() {
        assertThat(DotEnv.parse("\uFEFFPORT=1\r\nENV=development\r\n", problems))
                .containsEntry("PORT", "1")
                .containsEntry("ENV", "development");
        assertThat(problems).isEmpty();
    }

    @Test
    void namesTheLineThatIsNoSetting() {
        assertThat(DotEnv.parse("PORT=1\njust words\n", problems)).hasSize(1);
        assertThat(problems).containsExactly("Line 2 of .env is not NAME=value.");
    }
}
