package app.parley.platform.web;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/**
 * Answers what Tomcat itself refuses before any filter sees it, such as a malformed request line;
 * its own page would name the server. Public because Tomcat makes it.
 */
public class ContainerErrors extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        var status = response.getStatus();
        if (status < 400
                || response.getContentWritten() > 0
                || !response.setErrorReported()
                || !isOpen(response)) {
            return;
        }
        var failure = Failures.ofStatus(HttpStatusCode.valueOf(status));
        var body =
                """
                {"type":"about:blank","title":"%s","status":%d,"detail":"%s","code":"%s","requestId":"%s"}"""
                        .formatted(
                                failure.code().title(),
                                status,
                                failure.detail(),
                                failure.code().code(),
                                RequestIds.newId());
        try {
            response.setContentType("application/problem+json");
            response.setHeader("X-Content-Type-Options", "nosniff");
            var writer = response.getReporter();
            if (writer != null) {
                writer.write(body);
                response.finishResponse();
            }
        } catch (IOException | IllegalStateException gone) {
            // the client has left, or an answer is already on its way
        }
    }

    private static boolean isOpen(Response response) {
        var possible = new AtomicBoolean();
        response.getCoyoteResponse().action(ActionCode.IS_IO_ALLOWED, possible);
        return possible.get();
    }
}
