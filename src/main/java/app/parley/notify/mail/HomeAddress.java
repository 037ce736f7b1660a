package app.parley.notify.mail;

import app.parley.platform.config.ParleyProperties;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Where the links in letters lead: {@code PARLEY_PUBLIC_URL}, else this machine. Never what a
 * request says, for whoever sends it could have somebody else's letter lead to a server of their
 * own.
 */
@Component
class HomeAddress {
    private final ParleyProperties parley;
    private final Environment environment;

    HomeAddress(ParleyProperties parley, Environment environment) {
        this.parley = parley;
        this.environment = environment;
    }

    /**
     * @param path begins with a slash
     */
    String of(String path) {
        var url = parley.publicUrl();
        return (url == null ? local() : url.toString().replaceAll("/+$", "")) + path;
    }

    private String local() {
        var port =
                environment.getProperty(
                        "local.server.port", environment.getProperty("server.port", "8080"));
        return "http://localhost:"
                + port
                + environment.getProperty("server.servlet.context-path", "").replaceAll("/+$", "");
    }
}
