package app.parley.moderation;

import app.parley.platform.config.SettingStore;
import app.parley.platform.db.StoredJson;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What holds now. It is asked at each turn, so it is kept for a second: what one replica's
 * administrator decides holds on the others no later than that.
 */
@Component
class CurrentPolicy {
    private static final Logger log = LoggerFactory.getLogger(CurrentPolicy.class);
    private static final String SETTING = "moderation.policy";
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final SettingStore settings;
    private final JsonMapper json;
    private volatile Known known = Known.of("", ModerationPolicy.OFF, System.nanoTime());
    private volatile boolean read;

    CurrentPolicy(SettingStore settings, JsonMapper json) {
        this.settings = settings;
        this.json = StoredJson.lenient(json);
    }

    /** The policy with its rules ready. */
    record Known(
            String stored, ModerationPolicy policy, RuleSet prompts, RuleSet answers, long readAt) {
        static Known of(String stored, ModerationPolicy policy, long readAt) {
            var on = policy.enabled() ? policy.rules() : List.<ModerationRule>of();
            return new Known(
                    stored,
                    policy,
                    new RuleSet(on.stream().filter(rule -> rule.applies().toPrompts()).toList()),
                    new RuleSet(on.stream().filter(rule -> rule.applies().toAnswers()).toList()),
                    readAt);
        }

        boolean asksOpenAi() {
            return policy.enabled() && policy.openaiModeration();
        }
    }

    Known get() {
        var current = known;
        return read && System.nanoTime() - current.readAt() < FRESH_NANOS ? current : readAgain();
    }

    void set(ModerationPolicy policy) {
        settings.put(SETTING, json.writeValueAsString(policy));
        readAgain();
    }

    private synchronized Known readAgain() {
        long now = System.nanoTime();
        try {
            var stored = settings.find(SETTING).orElse("");
            if (read && stored.equals(known.stored())) {
                var before = known;
                known = new Known(stored, before.policy(), before.prompts(), before.answers(), now);
            } else {
                known =
                        Known.of(
                                stored,
                                stored.isEmpty()
                                        ? ModerationPolicy.OFF
                                        : json.readValue(stored, ModerationPolicy.class),
                                now);
                read = true;
            }
        } catch (DataAccessException away) {
            if (!read) {
                throw away; // nobody knows what is allowed
            }
            log.warn("the rules of moderation cannot be read now: {}", away.getMessage());
        }
        return known;
    }
}
