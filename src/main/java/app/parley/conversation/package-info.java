/** Conversations and their message trees. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account"})
package app.parley.conversation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
