package app.parley.tool.web;

import app.parley.platform.text.Beginning;
import app.parley.tool.WebResult;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads lists of results, of which engines differ in the names of the fields alone. */
final class Results {
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_EXCERPT = 2_000;

    /** Whatever was asked for, an engine may send more. */
    private static final int MOST = 50;

    private Results() {}

    /** What has an address; the rest is passed over. */
    static List<WebResult> read(JsonNode list, String excerptField) {
        var results = new ArrayList<WebResult>();
        for (var item : list) {
            var address = item.path("url");
            if (address.isString() && !address.stringValue().isBlank() && results.size() < MOST) {
                var title = line(item.path("title"), LONGEST_TITLE);
                results.add(
                        new WebResult(
                                address.stringValue().strip(),
                                title.isEmpty() ? address.stringValue().strip() : title,
                                line(item.path(excerptField), LONGEST_EXCERPT)));
            }
        }
        return results;
    }

    private static String line(JsonNode value, int longest) {
        var text =
                value.isString()
                        ? value.stringValue().replaceAll("[\\s\\p{Cntrl}]+", " ").strip()
                        : "";
        return Beginning.of(text, longest);
    }
}
