package app.parley.moderation;

import app.parley.account.Role;
import java.util.List;

/**
 * All that administrators decide.
 *
 * @param openaiModeration whether OpenAI judges too
 * @param failClosed whether what OpenAI could not judge is blocked, instead of let through
 * @param keepOriginals whether reviewers can read what was found; it is kept encrypted
 * @param exemptRoles whose questions and answers nobody looks at
 */
record ModerationPolicy(
        boolean enabled,
        boolean openaiModeration,
        boolean failClosed,
        boolean keepOriginals,
        List<Role> exemptRoles,
        List<ModerationRule> rules) {
    static final ModerationPolicy OFF =
            new ModerationPolicy(false, false, false, false, List.of(), List.of());

    ModerationPolicy {
        exemptRoles = List.copyOf(exemptRoles);
        rules = List.copyOf(rules);
    }
}
