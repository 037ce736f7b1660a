package app.parley.model.provider;

import app.parley.model.DefaultModelSetting;
import app.parley.model.ModelInfo;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The model for chats that name none. */
@Component
class DefaultModel {
    private static final String GUIDE = "parley/guide";

    private final DefaultModelSetting setting;
    private final Catalogue catalogue;

    DefaultModel(DefaultModelSetting setting, Catalogue catalogue) {
        this.setting = setting;
        this.catalogue = catalogue;
    }

    /** The administrator's choice, else the first real one, else the Guide. */
    String id() {
        return setting.chosen()
                .filter(chosen -> catalogue.route(chosen).isPresent())
                .or(() -> firstReal(false))
                .or(() -> firstReal(true))
                .orElse(GUIDE);
    }

    /** A provider that does not answer now may be back; it counts where there is no other. */
    private Optional<String> firstReal(boolean evenFailed) {
        return catalogue.entries().stream()
                .filter(entry -> entry.provider().origin() != Origin.BUILT_IN)
                .filter(entry -> evenFailed || !entry.hasFailed())
                .flatMap(entry -> entry.models().stream())
                .filter(model -> model.capabilities().contains("chat"))
                .map(ModelInfo::id)
                .findFirst();
    }
}
