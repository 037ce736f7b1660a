package app.parley.chat;

import app.parley.knowledge.FoundPage;
import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.WebReading;
import app.parley.knowledge.WebReading.WebQuestion;
import app.parley.platform.id.Ids;
import app.parley.tool.WebResult;
import app.parley.tool.WebSearch;
import app.parley.tool.WebSearchException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks the question up in the web, where its person wants that, and reads the best pages. Whoever
 * watches sees what is searched for and what is read. Where nothing comes of it, the answer says so
 * first and is written without.
 */
@Component
class SearchWeb implements TurnStep {
    private static final Logger log = LoggerFactory.getLogger(SearchWeb.class);
    private static final int PAGES = 5;
    private static final int PASSAGES = 8;
    private static final String SEARCH = "web-search";
    private static final String READ = "read-pages";
    private static final String DONE = "done";
    private static final String NOTHING = "nothing-found";

    private final WebSearch web;
    private final WebReading reading;
    private final SearchQuery query;

    SearchWeb(WebSearch web, WebReading reading, SearchQuery query) {
        this.web = web;
        this.reading = reading;
        this.query = query;
    }

    @Override
    public void apply(Turn turn) {
        var row = turn.row();
        if (!row.options().webSearch()) {
            return;
        }
        var asked = query.of(turn);
        var question = new WebQuestion(row.ownerId(), row.answerId(), asked, PASSAGES);
        if (row.continues()) {
            // The rest rests on what the beginning rests on, under the same numbers.
            turn.webPassages = reading.again(question);
            return;
        }
        var found = found(turn, asked);
        turn.throwIfStopped();
        if (!found.isEmpty()) {
            turn.webPassages = read(turn, question, found);
        }
    }

    private List<WebResult> found(Turn turn, String asked) {
        var call = called(turn, SEARCH, asked);
        try {
            var found = web.find(asked, PAGES, turn.cancellation());
            finished(turn, call, found.isEmpty() ? NOTHING : DONE);
            if (found.isEmpty()) {
                say(turn, "A search of the web found nothing about this.");
            }
            return found;
        } catch (WebSearchException failed) {
            log.info("turn {}: the web was not searched: {}", turn.id(), failed.reason().code());
            finished(turn, call, failed.reason().code());
            say(turn, "The web could not be searched: " + failed.sentence());
            return List.of();
        }
    }

    private List<FoundPassage> read(Turn turn, WebQuestion question, List<WebResult> found) {
        var call =
                called(
                        turn,
                        READ,
                        found.stream()
                                .map(result -> URI.create(result.address()).getHost())
                                .distinct()
                                .collect(Collectors.joining(", ")));
        var pages =
                found.stream()
                        .map(
                                result ->
                                        new FoundPage(
                                                result.address(), result.title(), result.excerpt()))
                        .toList();
        var passages = reading.read(question, pages, web::allows, turn.cancellation());
        turn.throwIfStopped();
        finished(turn, call, passages.isEmpty() ? NOTHING : DONE);
        if (passages.isEmpty()) {
            say(turn, "The pages that a search of the web found could not be read.");
        }
        return passages;
    }

    private static String called(Turn turn, String tool, String arguments) {
        var call = Ids.newId().toString();
        turn.log().append(new ChatEvent.ToolCalled(call, tool, arguments));
        return call;
    }

    private static void finished(Turn turn, String call, String outcome) {
        turn.log().append(new ChatEvent.ToolFinished(call, outcome));
    }

    /**
     * Part of the answer, so that it is read, kept and exported with it, whatever the model says.
     */
    private static void say(Turn turn, String sentence) {
        turn.log().append(TurnLog.Kind.TEXT, "> " + sentence + "\n\n");
    }
}
