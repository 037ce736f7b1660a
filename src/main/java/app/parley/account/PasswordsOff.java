package app.parley.account;

import app.parley.platform.config.BadSettings;
import app.parley.platform.config.ParleyProperties;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.stereotype.Component;

/** Stops the start where passwords are switched off and others than this machine could come. */
@Component
class PasswordsOff {
    private static final Logger LOG = LoggerFactory.getLogger(PasswordsOff.class);

    PasswordsOff(AccountProperties settings, ParleyProperties parley, ServerProperties server) {
        if (settings.passwords()) {
            return;
        }
        var address = server.getAddress();
        if (address == null
                || !address.isLoopbackAddress()
                || parley.publicUrl() != null
                || parley.env() == ParleyProperties.Env.PRODUCTION) {
            throw new BadSettings(
                    List.of(
                            "PARLEY_PASSWORDS=false lets anybody be anyone, so it needs"
                                    + " SERVER_ADDRESS=127.0.0.1, no PARLEY_PUBLIC_URL, and no"
                                    + " ENV=production."));
        }
        LOG.warn(
                "Passwords are switched off: whoever can reach this machine's port is who they say");
    }
}
