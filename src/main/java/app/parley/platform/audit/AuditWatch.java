package app.parley.platform.audit;

import app.parley.platform.health.HealthCheck;
import app.parley.platform.task.Tasks;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Verifies the log once the server is up, and every day from then on, beside everything else. A log
 * that is not what was written is an alarm and no reason to stop answering: whoever changed it
 * would decide that nobody works.
 */
@Component
class AuditWatch implements HealthCheck {
    private static final Logger logger = LoggerFactory.getLogger(AuditWatch.class);

    private final AuditVerifier verifier;
    private final Tasks tasks;
    private final AtomicReference<@Nullable AuditVerification> last = new AtomicReference<>();

    AuditWatch(AuditVerifier verifier, Tasks tasks) {
        this.verifier = verifier;
        this.tasks = tasks;
    }

    Optional<AuditVerification> last() {
        return Optional.ofNullable(last.get());
    }

    AuditVerification verify() {
        var found = verifier.verify();
        last.set(found);
        if (found.intact()) {
            logger.info("the audit log is intact: {} entries", found.entries());
        } else {
            logger.error(
                    "ALARM: the audit log is not what was written, from entry {} on: {}",
                    found.firstBroken(),
                    found.problem());
        }
        return found;
    }

    @EventListener(ApplicationReadyEvent.class)
    void verifyAtStart() {
        tasks.start("audit-verification", this::verifyIfReachable);
    }

    @Scheduled(initialDelay = 24, fixedDelay = 24, timeUnit = TimeUnit.HOURS)
    void verifyDaily() {
        verifyIfReachable();
    }

    @Scheduled(initialDelay = 1, fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
    void remember() {
        try {
            verifier.remember();
        } catch (DataAccessException away) {
            logger.debug("the end of the audit log cannot be read yet", away);
        }
    }

    private void verifyIfReachable() {
        try {
            verify();
        } catch (DataAccessException away) {
            logger.warn("the audit log cannot be verified now: {}", away.getMessage());
        }
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public boolean isVital() {
        return false;
    }

    @Override
    public @Nullable String problem() {
        var found = last.get();
        return found == null || found.intact()
                ? null
                : "The audit log is not what was written. An administrator sees more.";
    }
}
