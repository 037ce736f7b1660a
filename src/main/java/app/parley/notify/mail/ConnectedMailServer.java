package app.parley.notify.mail;

import app.parley.account.MailServer;
import org.springframework.stereotype.Component;

@Component
class ConnectedMailServer implements MailServer {
    private final MailSettings settings;

    ConnectedMailServer(MailSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean isConnected() {
        return settings.server().isPresent();
    }
}
