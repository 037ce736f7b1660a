package app.parley.platform.secret;

import app.parley.platform.config.BadSettings;
import java.util.List;

/** The root is not the one with which the database was sealed. */
public final class LostKey extends BadSettings {
    LostKey() {
        super(
                List.of(
                        "The database was sealed with another key than PARLEY_SECRET_KEY, or secret.key in the data directory, is now."
                                + " Put that one back, or set PARLEY_SECRET_KEY_BEFORE to it. If it is lost for good, ./parley keys abandon"
                                + " gives up what it had sealed."));
    }
}
