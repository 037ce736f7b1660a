package app.parley.platform.config;

import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Says where Parley is, once it can be reached. */
@Component
class Welcome {
    private static final Logger log = LoggerFactory.getLogger("app.parley");

    private final ParleyProperties parley;
    private final Environment environment;

    Welcome(ParleyProperties parley, Environment environment) {
        this.parley = parley;
        this.environment = environment;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        var address = environment.getProperty("server.address", "127.0.0.1");
        var port =
                environment.getProperty(
                        "local.server.port", environment.getProperty("server.port", "8080"));
        var place =
                parley.publicUrl() == null
                        ? scheme() + "://" + hostOf(address) + ":" + port + path()
                        : Objects.toString(parley.publicUrl());
        log.info("Parley is ready at {} (data in {})", place, dataDir());
    }

    private String dataDir() {
        return parley.dataDir().isAbsolute()
                ? parley.dataDir().toString()
                : "./" + parley.dataDir().normalize();
    }

    private String scheme() {
        return environment.getProperty("parley.web.tls.certificate", "").isEmpty()
                ? "http"
                : "https";
    }

    private String path() {
        return environment.getProperty("server.servlet.context-path", "");
    }

    private static String hostOf(String address) {
        return isLoopback(address) || address.equals("0.0.0.0") ? "localhost" : address;
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
    }
}
