package app.parley.chat;

import app.parley.knowledge.FoundPassage;
import app.parley.knowledge.Knowledge;
import app.parley.model.ModelInfo;
import app.parley.model.Models;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Finds passages to answer from: in the collections that were chosen or are everyone's default, and
 * for a model that can answer from nothing else, in the handbook where there is nothing else. What
 * came with the question comes first; what was found in the web takes turns with the collections.
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
        boolean alone = attached.isEmpty() && turn.webPassages.isEmpty();
        boolean search = needed && alone || !collections.isEmpty();
        if (!search && attached.isEmpty()) {
            turn.passages = turn.webPassages;
            return;
        }
        var asked = query.of(turn);
        var passages = new ArrayList<>(knowledge.findIn(row.ownerId(), attached, asked, PASSAGES));
        List<FoundPassage> ofCollections =
                search ? knowledge.find(row.ownerId(), collections, asked, PASSAGES) : List.of();
        passages.addAll(TakingTurns.of(turn.webPassages, ofCollections));
        turn.passages = passages;
    }
}
