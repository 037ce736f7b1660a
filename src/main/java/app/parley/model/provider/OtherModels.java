package app.parley.model.provider;

import app.parley.model.guide.LanguageModels;
import org.springframework.stereotype.Component;

/** Tells the Guide whether it is the only model here. */
@Component
class OtherModels implements LanguageModels {
    private final Catalogue catalogue;

    OtherModels(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @Override
    public boolean areConnected() {
        return catalogue.entries().stream()
                .anyMatch(
                        entry ->
                                entry.provider().origin() != Origin.BUILT_IN
                                        && !entry.models().isEmpty());
    }
}
