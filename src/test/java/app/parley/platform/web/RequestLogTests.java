package app.parley.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What is written of requests, for whoever has to find out what happened. */
@ExtendWith(OutputCaptureExtension.class)
class RequestLogTests {
    private static final Logger REQUESTS = (Logger) LoggerFactory.getLogger("app.parley.http");

    private @Nullable Level before;

    /** Other tests of this process want to read less. */
    @BeforeEach
    void asInProduction() {
        before = REQUESTS.getLevel();
        REQUESTS.setLevel(Level.INFO);
    }

    @AfterEach
    void asItWas() {
        REQUESTS.setLevel(before);
    }

    @Test
    void refusalsAreLoggedAndWhatWasSentIsNot(CapturedOutput output) throws Exception {
        for (int status : new int[] {400, 401, 403, 429}) {
            var request = new MockHttpServletRequest("POST", "/api/v1/admin/settings/" + status);
            request.setQueryString("token=a-secret-of-somebody");
            request.addHeader("Authorization", "Bearer a-secret-of-somebody");
            request.setContent("a-secret-of-somebody".getBytes());
            new RequestLogFilter()
                    .doFilter(
                            request,
                            new MockHttpServletResponse(),
                            (_, response) ->
                                    ((MockHttpServletResponse) response).setStatus(status));

            assertThat(output).contains("POST /api/v1/admin/settings/%1$d %1$d ".formatted(status));
        }
        assertThat(output).doesNotContain("a-secret-of-somebody");
    }

    @Test
    void theUnexpectedIsLoggedWithTheRequestsNameAndNotTold(CapturedOutput output) {
        var problems = TestProblems.create();
        var request = new MockHttpServletRequest("GET", "/api/v1/me");
        var thrown = new IllegalStateException("a line of the inside");
        var failure = Failures.of(thrown);

        problems.record(request, failure, thrown);
        var answer = problems.answer(request, failure);

        assertThat(output).contains(RequestIds.of(request) + " failed", "a line of the inside");
        assertThat(answer.getStatusCode().value()).isEqualTo(500);
        assertThat(String.valueOf(answer.getBody()))
                .doesNotContain("a line of the inside", "IllegalStateException");
    }
}
