package app.parley.account.passkey;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.web.PublicAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Under which name this server asks for passkeys. */
@Component
public class RelyingParties {
    private final PublicAddress address;
    private final ParleyProperties parley;

    RelyingParties(PublicAddress address, ParleyProperties parley) {
        this.address = address;
        this.parley = parley;
    }

    /** Empty where passkeys cannot be: plain http beyond this machine, or no name. */
    public Optional<RelyingParty> find(HttpServletRequest request) {
        return RelyingParty.at(URI.create(address.of(request)), parley.publicUrl() != null);
    }

    /**
     * @throws ParleyException {@code conflict} where passkeys cannot be
     */
    public RelyingParty of(HttpServletRequest request) {
        return find(request)
                .orElseThrow(
                        () ->
                                new ParleyException(
                                        ErrorCode.CONFLICT,
                                        "Passkeys need https and a name, or localhost: an administrator sets"
                                                + " PARLEY_PUBLIC_URL."));
    }
}
