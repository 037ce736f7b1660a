package app.parley.langchat;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where nobody has asked for LangChat's API there is none. */
class LangChatOffHttpTests extends HttpTests {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/register", "/login", "/verify", "/chat"})
    void takesNothing(String path) {
        newPerson().post(path, "{}").expectProblem(403, "forbidden");
        anonymous().post(path, "{}").expectProblem(401, "unauthenticated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sessions", "/get_history/1", "/remaining_messages"})
    void tellsNothing(String path) {
        var page = newPerson().get(path).expect(200);

        assertThat(page.header("content-type")).startsWith("text/html");
    }
}
