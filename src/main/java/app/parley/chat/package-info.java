/** The chat turn: from a prompt to a finished, stored answer. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "account",
            "conversation",
            "model",
            "knowledge",
            "moderation",
            "tool"
        })
package app.parley.chat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
