/**
 * What proves, beside a password, that somebody is who they say: codes that apps make, and codes on
 * paper.
 */
@NullMarked
package app.parley.account.factor;

import org.jspecify.annotations.NullMarked;
