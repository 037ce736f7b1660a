package app.parley.platform.limits;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How much one network or account may ask for.
 *
 * @param registerPerHour accounts from one network (/24 of IPv4, /64 of IPv6) in the long run
 * @param registerBurst accounts from one network at once
 * @param loginFailuresPerHour wrong passwords for one account
 */
@Validated
@ConfigurationProperties("parley.limits")
public record LimitProperties(
        @DefaultValue("100") @Min(1) int registerPerHour,
        @DefaultValue("60") @Min(1) int registerBurst,
        @DefaultValue("10") @Min(1) int loginFailuresPerHour) {}
