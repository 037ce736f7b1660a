/** What administrators set at run time. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account", "model", "knowledge"})
package app.parley.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
