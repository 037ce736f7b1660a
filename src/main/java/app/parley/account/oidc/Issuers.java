package app.parley.account.oidc;

import java.net.URI;
import java.net.URISyntaxException;

/** What may be an issuer (OpenID Connect Discovery 1.0, section 3). */
final class Issuers {
    private static final int LONGEST = 500;

    private Issuers() {}

    static boolean isPossible(String text) {
        try {
            var address = new URI(text);
            return text.length() <= LONGEST
                    && ("https".equals(address.getScheme()) || "http".equals(address.getScheme()))
                    && address.getHost() != null
                    && address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
        } catch (URISyntaxException malformed) {
            return false;
        }
    }
}
