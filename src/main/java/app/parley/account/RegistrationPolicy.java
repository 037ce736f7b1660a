package app.parley.account;

import app.parley.platform.config.SettingStore;
import org.springframework.stereotype.Component;

/** Whether people may register by themselves; the administrator's to say, and open until then. */
@Component
public class RegistrationPolicy {
    private static final String SETTING = "account.registration-open";

    private final SettingStore settings;

    RegistrationPolicy(SettingStore settings) {
        this.settings = settings;
    }

    public boolean isOpen() {
        return settings.find(SETTING).map(Boolean::parseBoolean).orElse(true);
    }

    public void setOpen(boolean open) {
        settings.put(SETTING, Boolean.toString(open));
    }
}
