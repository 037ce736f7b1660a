package app.parley.notify.mail;

import app.parley.platform.config.SettingStore;
import app.parley.platform.db.StoredJson;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.secret.SecretBox;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Which server takes the mail: the environment's, else the one that the administrator has set. Its
 * password is sealed for that server and never shown.
 */
@Component
class MailSettings {
    private static final Logger LOG = LoggerFactory.getLogger(MailSettings.class);
    private static final String SETTING = "notify.mail";

    private final Optional<SmtpServer> ofEnvironment;
    private final SettingStore store;
    private final SecretBox secrets;
    private final JsonMapper json;

    MailSettings(
            MailProperties environment, SettingStore store, SecretBox secrets, JsonMapper json) {
        ofEnvironment = environment.server();
        this.store = store;
        this.secrets = secrets;
        this.json = StoredJson.lenient(json);
    }

    /** As it is stored. */
    record Stored(
            String host,
            int port,
            TlsMode tls,
            @Nullable String username,
            @Nullable String sealedPassword,
            String from) {}

    /**
     * What the administrator wants.
     *
     * @param host null for no server
     * @param password null for the one that is stored, empty for none
     */
    record Wanted(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable TlsMode tls,
            @Nullable String username,
            @Nullable String password,
            @Nullable String from) {
        /** Says nothing: it has a password in it. */
        @Override
        public String toString() {
            return "Wanted";
        }
    }

    boolean isLocked() {
        return ofEnvironment.isPresent();
    }

    /** Empty where letters go into the outbox. */
    Optional<SmtpServer> server() {
        return ofEnvironment.or(() -> stored().map(this::opened));
    }

    void change(Wanted wanted) {
        if (isLocked()) {
            throw new ParleyException(
                    ErrorCode.SETTING_LOCKED,
                    "The mail server comes from the environment. Change it there and restart Parley.");
        }
        var host = orEmpty(wanted.host());
        if (host.isEmpty()) {
            store.put(SETTING, null);
            return;
        }
        var tls = wanted.tls() == null ? TlsMode.STARTTLS : wanted.tls();
        int port = wanted.port() == null ? 0 : wanted.port();
        var server = checked(host, port, tls, wanted, password(wanted, host));
        var password = server.password();
        store.put(
                SETTING,
                json.writeValueAsString(
                        new Stored(
                                server.host(),
                                server.port(),
                                tls,
                                server.username(),
                                password == null ? null : secrets.seal(password, context(host)),
                                server.from())));
    }

    /** A stored password is for one server: whoever names another has to enter it again. */
    private String password(Wanted wanted, String host) {
        if (wanted.password() != null) {
            return wanted.password();
        }
        return stored().filter(stored -> stored.host().equals(host))
                .map(stored -> opened(stored).password())
                .orElse("");
    }

    private static SmtpServer checked(
            String host, int port, TlsMode tls, Wanted wanted, String password) {
        try {
            return SmtpServers.checked(
                    host, port, tls, orEmpty(wanted.username()), password, orEmpty(wanted.from()));
        } catch (SmtpServers.Refused refused) {
            var message = "The field " + refused.field() + " " + refused.sentence() + ".";
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST,
                    message,
                    Map.of(
                            "errors",
                            List.of(Map.of("field", refused.field(), "message", message))));
        }
    }

    private Optional<Stored> stored() {
        return store.find(SETTING).map(text -> json.readValue(text, Stored.class));
    }

    private SmtpServer opened(Stored stored) {
        return new SmtpServer(
                stored.host(),
                stored.port(),
                stored.tls(),
                stored.username(),
                password(stored),
                stored.from());
    }

    private @Nullable String password(Stored stored) {
        if (stored.sealedPassword() == null) {
            return null;
        }
        try {
            return secrets.open(stored.sealedPassword(), context(stored.host()));
        } catch (IllegalStateException lost) {
            LOG.warn("The mail server's password cannot be read any more; enter it again");
            return null;
        }
    }

    private static String context(String host) {
        return "mail/" + host;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
