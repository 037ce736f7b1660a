package app.parley.account.oidc;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Providers that need no more than a client's id and secret. */
enum Preset {
    GOOGLE("Google", "https://accounts.google.com"),
    GITHUB("GitHub", "https://github.com"),
    MICROSOFT("Microsoft", "https://login.microsoftonline.com/common/v2.0");

    private final String label;
    private final String issuer;

    Preset(String label, String issuer) {
        this.label = label;
        this.issuer = issuer;
    }

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    String label() {
        return label;
    }

    /** Where there is no other, such as a company's own GitHub or Microsoft tenant. */
    String issuer() {
        return issuer;
    }

    static Optional<Preset> ofCode(String code) {
        for (var preset : values()) {
            if (preset.code().equals(code)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }
}
