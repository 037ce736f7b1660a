/** Users, credentials and sessions. */
@NullMarked
@ApplicationModule(allowedDependencies = "platform")
package app.parley.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
