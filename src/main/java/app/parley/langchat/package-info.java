/** LangChat's HTTP API, for its clients: a translation to Parley's own features and no more. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account", "conversation", "chat"})
package app.parley.langchat;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
