/**
 * What may not be asked or answered: rules of the administrators and, where they want it, a
 * provider's judgement. A module of its own below chat: it knows texts, people and rules, and
 * nothing of how an answer is streamed; chat asks it and decides what to do with the log.
 */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account", "model"})
package app.parley.moderation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
