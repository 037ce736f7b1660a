package app.parley.platform.audit;

import app.parley.platform.config.SettingStore;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Settings of which each has the same value. */
record FixedSettings(@Nullable String value) implements SettingStore {
    @Override
    public Optional<String> find(String name) {
        return Optional.ofNullable(value);
    }

    @Override
    public void put(String name, @Nullable String changed) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remember(String name, String found) {
        throw new UnsupportedOperationException();
    }
}
