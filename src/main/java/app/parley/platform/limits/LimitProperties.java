package app.parley.platform.limits;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one account, or one network (/24 of IPv4, /64 of IPv6) of people who are not signed in,
 * may ask for.
 *
 * @param requestsPerMinute requests of one account
 * @param keyRequestsPerMinute requests with one key
 * @param anonymousRequestsPerMinute requests of one network
 * @param turnsPerMinute questions of one account
 * @param loginsPerMinute sign-ins from one network, whether or not they succeed
 * @param refreshesPerMinute new access tokens for one network
 * @param registerPerHour accounts from one network in the long run
 * @param registerBurst accounts from one network at once
 * @param loginFailuresPerHour wrong passwords for one account
 */
@Validated
@ConfigurationProperties("parley.limits")
public record LimitProperties(
        @DefaultValue("12000") @Min(1) int requestsPerMinute,
        @DefaultValue("6000") @Min(1) int keyRequestsPerMinute,
        @DefaultValue("30000") @Min(1) int anonymousRequestsPerMinute,
        @DefaultValue("1200") @Min(1) int turnsPerMinute,
        @DefaultValue("1200") @Min(1) int loginsPerMinute,
        @DefaultValue("1200") @Min(1) int refreshesPerMinute,
        @DefaultValue("100") @Min(1) int registerPerHour,
        @DefaultValue("60") @Min(1) int registerBurst,
        @DefaultValue("10") @Min(1) int loginFailuresPerHour) {}
