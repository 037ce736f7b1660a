/** What comes from other products: {@code ./parley import}. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account", "conversation", "langchat"})
package app.parley.transfer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
