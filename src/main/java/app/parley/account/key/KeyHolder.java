package app.parley.account.key;

import app.parley.account.Credential;
import app.parley.account.CurrentUser;
import app.parley.account.KeyScope;
import app.parley.account.Role;

/** A key that lives at this moment, and whom it belongs to. */
record KeyHolder(KeyRow key, String username, Role ownersRole) {
    CurrentUser user() {
        var role = key.scopes().contains(KeyScope.ADMIN) ? ownersRole : Role.USER;
        return new CurrentUser(
                key.accountId(), new Credential.Key(key.id(), key.scopes()), username, role);
    }
}
