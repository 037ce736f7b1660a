package app.parley.notify.mail;

import app.parley.platform.config.SettingsProblem;
import java.util.ArrayList;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The mail server that the environment connects.
 *
 * @param host empty for none
 * @param port 0 for the usual one: 587, or 465 with TLS from the first byte
 * @param username empty where none is asked for
 * @param from the address that letters come from
 */
@ConfigurationProperties("parley.mail")
record MailProperties(
        @DefaultValue("") String host,
        @DefaultValue("0") int port,
        @DefaultValue("starttls") TlsMode tls,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("") String from) {

    MailProperties {
        var problems = new ArrayList<SettingsProblem>();
        if (!host.isBlank()) {
            try {
                SmtpServers.checked(host, port, tls, username, password, from);
            } catch (SmtpServers.Refused refused) {
                problems.add(new SettingsProblem(refused.field(), refused.sentence()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    Optional<SmtpServer> server() {
        return host.isBlank()
                ? Optional.empty()
                : Optional.of(SmtpServers.checked(host, port, tls, username, password, from));
    }

    /** Says everything but the password. */
    @Override
    public String toString() {
        return "MailProperties[" + host + "]";
    }
}
