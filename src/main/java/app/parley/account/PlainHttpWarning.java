package app.parley.account;

import app.parley.platform.config.ParleyProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at start that passwords and cookies could be read on their way, where that is so. */
@Component
class PlainHttpWarning {
    private static final Logger LOG = LoggerFactory.getLogger(PlainHttpWarning.class);

    private final boolean readable;

    PlainHttpWarning(ParleyProperties parley, ServerProperties server) {
        var publicUrl = parley.publicUrl();
        var ssl = server.getSsl();
        var address = server.getAddress();
        boolean encrypted =
                ssl != null && ssl.isEnabled()
                        || publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
        readable = !encrypted && (address == null || !address.isLoopbackAddress());
    }

    boolean isReadableOnItsWay() {
        return readable;
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        if (isReadableOnItsWay()) {
            LOG.warn(
                    "Parley listens beyond this machine and speaks plain http: passwords and"
                            + " sessions can be read on their way. Put a proxy with https before it"
                            + " and set PARLEY_PUBLIC_URL.");
        }
    }
}
