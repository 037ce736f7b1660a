package app.parley.moderation;

import app.parley.moderation.ModerationController.Match;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What administrators do with the rules. */
@Component
class ModerationRules {
    private final CurrentPolicy current;

    ModerationRules(CurrentPolicy current) {
        this.current = current;
    }

    ModerationPolicy policy() {
        return current.get().policy();
    }

    /**
     * @throws ParleyException if a pattern is none, or one that every text has in it
     */
    ModerationPolicy change(ModerationPolicy wanted) {
        Set<String> ids = new HashSet<>();
        var rules = new ArrayList<ModerationRule>();
        for (var rule : wanted.rules()) {
            check(rule, rules.size());
            rules.add(withId(rule, ids));
        }
        current.set(
                new ModerationPolicy(
                        wanted.enabled(),
                        wanted.openaiModeration(),
                        wanted.failClosed(),
                        wanted.keepOriginals(),
                        wanted.exemptRoles(),
                        rules));
        return policy();
    }

    List<Match> matches(String text) {
        var matches = new ArrayList<Match>();
        for (var rule : policy().rules()) {
            if (!rule.enabled()) {
                continue;
            }
            var matcher = Pattern.compile(rule.pattern()).matcher(text);
            if (matcher.find()) {
                matches.add(
                        new Match(
                                rule.id(),
                                rule.name(),
                                rule.category(),
                                rule.action(),
                                rule.applies(),
                                matcher.group(),
                                matcher.start(),
                                matcher.end()));
            }
        }
        return matches;
    }

    static ModerationEvent.@Nullable State state(@Nullable String code) {
        if (code == null || code.isEmpty()) {
            return null;
        }
        try {
            return ModerationEvent.State.valueOf(code.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new ParleyException(ErrorCode.INVALID_REQUEST, "The state is open or reviewed.");
        }
    }

    private static void check(ModerationRule rule, int index) {
        if (rule.name().isEmpty() || rule.category().isEmpty()) {
            throw invalid(index, "name", "A rule has a name and a category.");
        }
        try {
            if (Pattern.compile(rule.pattern()).matcher("").find()) {
                throw invalid(
                        index,
                        "pattern",
                        "The pattern of \"%s\" is in every text: it matches nothing at all."
                                .formatted(rule.name()));
            }
        } catch (PatternSyntaxException refused) {
            throw invalid(
                    index,
                    "pattern",
                    "The pattern of \"%s\" is not a regular expression that can be looked for in linear time: %s"
                            .formatted(rule.name(), refused.getDescription()));
        }
    }

    private static ModerationRule withId(ModerationRule rule, Set<String> taken) {
        var id = isId(rule.id()) && taken.add(rule.id()) ? rule.id() : Ids.newId().toString();
        taken.add(id);
        return new ModerationRule(
                id,
                rule.name(),
                rule.pattern(),
                rule.category(),
                rule.action(),
                rule.applies(),
                rule.enabled());
    }

    private static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException none) {
            return false;
        }
    }

    private static ParleyException invalid(int index, String field, String message) {
        var where = "rules[" + index + "]." + field;
        return new ParleyException(
                ErrorCode.INVALID_REQUEST,
                message,
                Map.of("errors", List.of(Map.of("field", where, "message", message))));
    }
}
