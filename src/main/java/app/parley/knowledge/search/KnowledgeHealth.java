package app.parley.knowledge.search;

import app.parley.knowledge.Knowledge;
import app.parley.platform.health.HealthCheck;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Parley is up when the Guide can answer and cite. */
@Component
class KnowledgeHealth implements HealthCheck {
    private final Knowledge knowledge;

    KnowledgeHealth(Knowledge knowledge) {
        this.knowledge = knowledge;
    }

    @Override
    public String name() {
        return "handbook";
    }

    @Override
    public @Nullable String problem() {
        return knowledge.isReady() ? null : "The handbook is not searchable yet.";
    }
}
