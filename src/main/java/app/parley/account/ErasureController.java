package app.parley.account;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ErasureController {
    private final Erasure erasure;
    private final RefreshCookie cookie;

    ErasureController(Erasure erasure, RefreshCookie cookie) {
        this.erasure = erasure;
        this.cookie = cookie;
    }

    /**
     * @param username one's own, so that nobody does it by mistake
     */
    record Farewell(@NotNull String username) {}

    @StepUp
    @DeleteMapping(path = "/api/v1/me", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Erase the account with everything in it",
            description =
                    "Chats, collections also where they are shared, files, passages, vectors, keys, letters and sessions."
                            + " Nothing of it can be brought back; the receipt says how much it was.")
    ResponseEntity<ErasureReceipt> erase(
            CurrentUser user, @Valid @RequestBody Farewell farewell, HttpServletRequest request) {
        var receipt = erasure.erase(user, farewell.username());
        return ResponseEntity.ok()
                .header(HttpHeaders.SET_COOKIE, cookie.clear(request))
                .header("Clear-Site-Data", "\"cache\"")
                .body(receipt);
    }
}
