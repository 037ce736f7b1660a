/** Language models: providers, catalogue, streaming. */
@NullMarked
@ApplicationModule(allowedDependencies = {"platform", "account"})
package app.parley.model;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
