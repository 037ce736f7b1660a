package app.parley.knowledge;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Who may read a collection, to be told what happens in it.
 *
 * @param everyone whether all may; the people are those who may in any case
 */
public record Audience(boolean everyone, Set<UUID> people) {
    public boolean includes(UUID person) {
        return everyone || people.contains(person);
    }

    public Audience and(Audience other) {
        var both = new HashSet<>(people);
        both.addAll(other.people);
        return new Audience(everyone || other.everyone, both);
    }
}
