package app.parley.moderation;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Rules ready to be looked for. The time it takes grows with text times rules, never faster. */
final class RuleSet {
    private final List<Compiled> rules;

    private record Compiled(ModerationRule rule, Pattern pattern) {}

    /** Rules that are switched on. */
    RuleSet(List<ModerationRule> rules) {
        this.rules =
                rules.stream()
                        .filter(ModerationRule::enabled)
                        .map(rule -> new Compiled(rule, Pattern.compile(rule.pattern())))
                        .toList();
    }

    boolean isEmpty() {
        return rules.isEmpty();
    }

    boolean canBlock() {
        return rules.stream().anyMatch(rule -> rule.rule().action() == Finding.Action.BLOCK);
    }

    /** The first place of each rule that is found, the most serious first. */
    List<Finding> in(String text) {
        List<Finding> found = List.of();
        for (var compiled : rules) {
            var matcher = compiled.pattern().matcher(text);
            if (matcher.find()) {
                if (found.isEmpty()) {
                    found = new ArrayList<>();
                }
                var rule = compiled.rule();
                found.add(
                        new Finding(
                                rule.name(),
                                rule.category(),
                                rule.action(),
                                matcher.start(),
                                matcher.end()));
            }
        }
        return sorted(found);
    }

    static List<Finding> sorted(List<Finding> found) {
        return found.size() < 2
                ? found
                : found.stream().sorted(Comparator.comparing(Finding::action).reversed()).toList();
    }
}
