package app.parley.platform.web;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where browsers report what the Content-Security-Policy has stopped. */
@RestController
@Hidden
class CspReports {
    private static final Logger log = LoggerFactory.getLogger(CspReports.class);
    private static final int LARGEST = 8_192;

    private final JsonMapper json;

    CspReports(JsonMapper json) {
        this.json = json;
    }

    /**
     * Read as bytes: browsers send media types of their own. Anybody can send anything, so little
     * is kept.
     */
    @PostMapping(SecurityHeadersFilter.REPORT_PATH)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void report(HttpServletRequest request) throws IOException {
        var body = request.getInputStream().readNBytes(LARGEST);
        JsonNode report;
        try {
            report = json.readTree(body).path("csp-report");
        } catch (JacksonException notAReport) {
            return;
        }
        var directive = wordOf(report, "effective-directive");
        // A style attribute that KaTeX sets for a few commands: cosmetic, and known.
        if (!directive.isEmpty() && !directive.equals("style-src-attr")) {
            log.warn(
                    "a browser stopped {} at {} ({})",
                    wordOf(report, "blocked-uri"),
                    wordOf(report, "source-file"),
                    directive);
        }
    }

    private static String wordOf(JsonNode report, String field) {
        var value = report.path(field).asString("");
        return value.substring(0, Math.min(value.length(), 200)).replaceAll("[^\\x21-\\x7e]", "_");
    }
}
