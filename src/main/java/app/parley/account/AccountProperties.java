package app.parley.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people sign in and how long they stay.
 *
 * @param passwords whether people prove who they are; without, a name is enough where a facade
 *     takes names, on loopback alone
 * @param passwordMinLength the fewest characters of a password
 * @param accessTokenTtl how long an access token is accepted
 * @param sessionIdle a session ends when it was not used for so long
 * @param sessionMax a session ends so long after the sign-in, used or not
 * @param refreshGrace how long a replaced refresh token still works, for answers lost on the way
 *     and for two tabs
 * @param unconfirmedKept how long an account waits for its address to be confirmed before it is
 *     deleted; zero: for ever
 * @param breachUrl where five digits of a password's SHA-1 are asked for, once that is switched on
 * @param breachPatience how long that may take
 */
@Validated
@ConfigurationProperties("parley.account")
record AccountProperties(
        @DefaultValue("true") boolean passwords,
        @DefaultValue("12") @Min(8) @Max(64) int passwordMinLength,
        @DefaultValue("5m") Duration accessTokenTtl,
        @DefaultValue("30d") Duration sessionIdle,
        @DefaultValue("90d") Duration sessionMax,
        @DefaultValue("10s") Duration refreshGrace,
        @DefaultValue("7d") Duration unconfirmedKept,
        @DefaultValue("https://api.pwnedpasswords.com/range/") String breachUrl,
        @DefaultValue("3s") Duration breachPatience) {}
