package app.parley.account;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The route opens to a session only that has proved within the last five minutes who uses it: by
 * signing in, or by confirming it since. Writing routes of administrators are under the same rule
 * without this mark.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface StepUp {}
