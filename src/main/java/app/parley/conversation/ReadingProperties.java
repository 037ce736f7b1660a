package app.parley.conversation;

import app.parley.account.ChatAccess;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param adminAccess whether administrators can read people's chats, with a reason that those
 *     people see; only whoever runs the server can say so
 */
@ConfigurationProperties("parley.conversation")
record ReadingProperties(@DefaultValue("false") boolean adminAccess) implements ChatAccess {
    @Override
    public boolean isGivenToAdministrators() {
        return adminAccess;
    }
}
