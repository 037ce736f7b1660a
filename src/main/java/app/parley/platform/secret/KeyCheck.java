package app.parley.platform.secret;

import org.springframework.stereotype.Component;

/** Refuses to serve with a root that opens nothing: a key that was mistyped must not begin anew. */
@Component
class KeyCheck {
    KeyCheck(LastingKeys keys) {
        for (var purpose : LastingKeys.Purpose.values()) {
            keys.key(purpose);
        }
    }
}
