package app.parley.platform.docs;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The API's documentation for people: Swagger UI, without the inline script of its own page. */
@RestController
@Hidden
class DocsPage {
    private static final String PAGE =
            """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Parley API</title>
                <link rel="icon" href="data:,">
                <link rel="stylesheet" href="%1$sswagger-ui.css">
              </head>
              <body>
                <div id="docs"></div>
                <script src="%1$sswagger-ui-bundle.js"></script>
                <script src="%1$sstart.js"></script>
              </body>
            </html>
            """;

    /** The files beside it are named relative to the address, so that any sub-path works. */
    @GetMapping({"/docs", "/docs/"})
    ResponseEntity<String> page(HttpServletRequest request) {
        var folder = request.getRequestURI().endsWith("/") ? "" : "docs/";
        return ResponseEntity.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .body(PAGE.formatted(folder));
    }
}
