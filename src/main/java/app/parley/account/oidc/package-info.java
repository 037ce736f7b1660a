/** Sign-in by identity providers: OpenID Connect by discovery, and GitHub's OAuth. */
@NullMarked
package app.parley.account.oidc;

import org.jspecify.annotations.NullMarked;
