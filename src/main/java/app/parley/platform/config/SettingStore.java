package app.parley.platform.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What administrators set at run time. Each module names its own settings, {@code module.name}, and
 * says what it holds when there is no row.
 */
public interface SettingStore {
    Optional<String> find(String name);

    /**
     * What an administrator chooses; it is recorded in the audit log with what it was before.
     *
     * @param value null forgets the setting, so that its default holds again
     */
    void put(String name, @Nullable String value);

    /** What the server found out by itself and wants to know again; nobody's doing. */
    default void remember(String name, String value) {
        put(name, value);
    }
}
