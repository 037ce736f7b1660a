package app.parley.chat;

import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * This process, as the one that runs turns. A new process is a new runner, even on the same data.
 */
@Component
class Runner {
    private final UUID id = Ids.newId();
    private volatile boolean draining;

    UUID id() {
        return id;
    }

    void drain() {
        draining = true;
    }

    boolean isDraining() {
        return draining;
    }

    void refuseWhileDraining() {
        if (draining) {
            throw new ParleyException(
                    ErrorCode.SHUTTING_DOWN,
                    "Parley is restarting. Your message is still in the box; send it again in a moment.",
                    Map.of("retryAfterSeconds", 5));
        }
    }
}
