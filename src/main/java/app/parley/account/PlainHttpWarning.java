package app.parley.account;

import app.parley.platform.config.ParleyProperties;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says at start that passwords and cookies could be read on their way, where that is so. */
@Component
class PlainHttpWarning {
    private static final Logger LOG = LoggerFactory.getLogger(PlainHttpWarning.class);

    private final boolean readable;

    PlainHttpWarning(
            ParleyProperties parley,
            @Value("${server.address:#{null}}") @Nullable InetAddress address,
            @Value("${server.ssl.bundle:}${server.ssl.certificate:}") String certificate) {
        var publicUrl = parley.publicUrl();
        boolean encrypted =
                !certificate.isEmpty()
                        || publicUrl != null && "https".equalsIgnoreCase(publicUrl.getScheme());
        readable = !encrypted && (address == null || !address.isLoopbackAddress());
    }

    @EventListener(ApplicationReadyEvent.class)
    void warn() {
        if (readable) {
            LOG.warn(
                    "Parley listens beyond this machine and speaks plain http: passwords and"
                            + " sessions can be read on their way. Put a proxy with https before it"
                            + " and set PARLEY_PUBLIC_URL.");
        }
    }
}
