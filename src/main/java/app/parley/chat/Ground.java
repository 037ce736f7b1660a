package app.parley.chat;

import app.parley.knowledge.Knowledge;
import app.parley.model.ModelInfo;
import app.parley.model.Models;
import java.util.ArrayList;
import org.springframework.stereotype.Component;

/**
 * Finds passages to answer from: in the collections that were chosen or are everyone's default, and
 * in any case for a model that can answer from nothing else.
 */
@Component
class Ground implements TurnStep {
    private static final int PASSAGES = 8;

    private final Models models;
    private final Knowledge knowledge;
    private final SearchQuery query;

    Ground(Models models, Knowledge knowledge, SearchQuery query) {
        this.models = models;
        this.knowledge = knowledge;
        this.query = query;
    }

    @Override
    public void apply(Turn turn) {
        var row = turn.row();
        var chosen = row.options().collections();
        var collections = chosen != null ? chosen : knowledge.defaults(row.ownerId());
        boolean needed = models.find(row.model()).map(ModelInfo::needsSources).orElse(false);
        var attached = row.options().attachments();
        boolean search = needed && attached.isEmpty() || !collections.isEmpty();
        if (!search && attached.isEmpty()) {
            return;
        }
        var asked = query.of(turn);
        // What came with the question comes first.
        var passages = new ArrayList<>(knowledge.findIn(row.ownerId(), attached, asked, PASSAGES));
        if (search) {
            passages.addAll(knowledge.find(row.ownerId(), collections, asked, PASSAGES));
        }
        turn.passages = passages;
    }
}
