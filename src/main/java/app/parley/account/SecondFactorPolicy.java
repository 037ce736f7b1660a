package app.parley.account;

import app.parley.platform.config.SettingStore;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who must have a second factor: the administrator's to say, and nobody until then. */
@Component
public class SecondFactorPolicy {
    static final String SETTING = "account.second-factor-roles";

    private final SettingStore settings;

    SecondFactorPolicy(SettingStore settings) {
        this.settings = settings;
    }

    public Set<Role> roles() {
        return parse(settings.find(SETTING).orElse(null));
    }

    /** Holds within a second for everybody who is signed in. */
    public void require(Set<Role> roles) {
        settings.put(
                SETTING,
                roles.isEmpty()
                        ? null
                        : roles.stream().map(Role::code).sorted().collect(Collectors.joining(",")));
    }

    boolean requires(Role role) {
        return roles().contains(role);
    }

    static Set<Role> parse(@Nullable String stored) {
        if (stored == null) {
            return Set.of();
        }
        return Arrays.stream(stored.split(","))
                .map(name -> Role.valueOf(name.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Role.class)));
    }
}
