package app.parley.platform.web;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Ssl;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.Scheduled;

/** Parley speaks https itself where it is given a certificate. */
@Configuration(proxyBeanMethods = false)
class TlsConfiguration {
    private static final String BUNDLE = "parley";

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> tls(TlsProperties settings) {
        return factory -> {
            if (settings.isOn()) {
                factory.setSsl(Ssl.forBundle(BUNDLE));
            }
        };
    }

    @Bean
    Certificates certificates(TlsProperties settings) {
        return new Certificates(settings);
    }

    /**
     * Takes a new certificate up while Parley runs: who renews it needs no restart. Looks at what
     * the files hold, as neither dates nor events of a mounted secret are to be relied on.
     */
    static final class Certificates implements SslBundleRegistrar {
        private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

        private final TlsProperties settings;
        private @Nullable SslBundleRegistry registry;
        private @Nullable TlsFiles used;
        private String complaint = "";

        Certificates(TlsProperties settings) {
            this.settings = settings;
        }

        @Override
        public synchronized void registerBundles(SslBundleRegistry registry) {
            if (settings.isOn()) {
                try {
                    var files = read();
                    registry.registerBundle(BUNDLE, files.bundle());
                    used = files;
                    this.registry = registry;
                } catch (IOException gone) {
                    throw new IllegalStateException("the certificate cannot be read", gone);
                }
            }
        }

        @Scheduled(fixedDelayString = "${parley.web.tls.look-every}")
        synchronized void look() {
            if (registry == null) {
                return;
            }
            try {
                var files = read();
                if (!files.equals(used)) {
                    registry.updateBundle(BUNDLE, files.bundle());
                    used = files;
                    LOG.info("The new certificate of {} is used", settings.certificate());
                }
                complaint = "";
            } catch (IOException | RuntimeException unusable) {
                // Renewed one file after the other, perhaps: the old certificate serves meanwhile.
                var told = Objects.toString(unusable.getMessage());
                if (!told.equals(complaint)) {
                    LOG.warn("The new certificate cannot be used, the old one goes on: {}", told);
                    complaint = told;
                }
            }
        }

        private TlsFiles read() throws IOException {
            return TlsFiles.read(
                    Objects.requireNonNull(settings.certificate()),
                    Objects.requireNonNull(settings.key()));
        }
    }
}
