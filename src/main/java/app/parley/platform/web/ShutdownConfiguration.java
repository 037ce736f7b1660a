package app.parley.platform.web;

import java.time.Duration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.DefaultLifecycleProcessor;

/** How long each step of a shutdown may take. */
@Configuration(proxyBeanMethods = false)
class ShutdownConfiguration {
    /**
     * Streams have let go of their readers before the web server stops; what is still open then
     * hangs on a reader that does not read.
     */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(2);

    /** Whoever works off something in a step has a limit of their own, which may be set. */
    private static final Duration OTHERS = Duration.ofMinutes(10);

    @Bean
    static DefaultLifecycleProcessor lifecycleProcessor() {
        var processor = new DefaultLifecycleProcessor();
        processor.setTimeoutPerShutdownPhase(OTHERS.toMillis());
        processor.setTimeoutForShutdownPhase(
                WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE, LAST_REQUESTS.toMillis());
        return processor;
    }
}
