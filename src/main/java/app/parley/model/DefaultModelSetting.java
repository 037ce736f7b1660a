package app.parley.model;

import app.parley.platform.config.SettingStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The model that the administrator chose for chats that name none. */
@Component
public class DefaultModelSetting {
    private static final String SETTING = "model.default";

    private final SettingStore settings;

    public DefaultModelSetting(SettingStore settings) {
        this.settings = settings;
    }

    public Optional<String> chosen() {
        return settings.find(SETTING);
    }

    /**
     * @param modelId null takes the choice back
     */
    public void choose(@Nullable String modelId) {
        settings.put(SETTING, modelId);
    }
}
