/** Tells people what happened; listens to events only. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {"platform", "account", "knowledge", "conversation", "chat"})
package app.parley.notify;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
