package app.parley.support;

import app.parley.account.KeyScope;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Keys of people, for what programs do. */
public final class Keys {
    private Keys() {}

    /** A client that sends a new key of this person. */
    public static Api make(Api person, Set<KeyScope> scopes) {
        return person.withAccessToken(made(person, scopes, "").path("key").asString());
    }

    /**
     * @param more members of the request, each with a comma before it
     */
    public static JsonNode made(Api person, Set<KeyScope> scopes, String more) {
        var codes =
                scopes.stream()
                        .map(scope -> '"' + scope.code() + '"')
                        .collect(Collectors.joining(","));
        return person.post(
                        "/api/v1/me/keys",
                        "{\"name\":\"%s\",\"scopes\":[%s]%s}"
                                .formatted(UUID.randomUUID(), codes, more))
                .expect(201)
                .json();
    }
}
