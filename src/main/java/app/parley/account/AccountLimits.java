package app.parley.account;

import app.parley.platform.limits.Limit;
import app.parley.platform.limits.LimitProperties;
import app.parley.platform.limits.Rate;
import app.parley.platform.limits.RouteLimit;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;

/**
 * How often a network may do what costs the most processor time, or tells the most. How often a
 * password of one account may be wrong is {@link LoginGuard}'s.
 */
@Configuration(proxyBeanMethods = false)
public class AccountLimits {
    private static final Limit LETTERS =
            new Limit(
                    new Rate("letters", 120, Duration.ofHours(1), 30),
                    "Too many letters were asked for from your network.");
    private static final Limit LINKS =
            new Limit(
                    new Rate("links", 600, Duration.ofHours(1), 120),
                    "Too many links were tried from your network.");

    @Bean
    RouteLimit registrationLimit(LimitProperties settings) {
        return post("/api/v1/auth/register", registration(settings));
    }

    @Bean
    RouteLimit loginLimit(LimitProperties settings) {
        return post("/api/v1/auth/login", login(settings));
    }

    @Bean
    RouteLimit secondFactorLimit(LimitProperties settings) {
        return post("/api/v1/auth/login/second-factor", login(settings));
    }

    @Bean
    RouteLimit passkeyQuestionLimit(LimitProperties settings) {
        return post("/api/v1/auth/passkey/options", login(settings));
    }

    @Bean
    RouteLimit passkeyLimit(LimitProperties settings) {
        return post("/api/v1/auth/passkey", login(settings));
    }

    /** For every route that makes accounts: all of them share it. */
    public static Limit registration(LimitProperties settings) {
        var rate =
                new Rate(
                        "register",
                        settings.registerPerHour(),
                        Duration.ofHours(1),
                        settings.registerBurst());
        return new Limit(
                rate, "Too many accounts were made from your network.", AccountLimits::costsAHash);
    }

    /** For every route that signs people in: all of them share it. */
    public static Limit login(LimitProperties settings) {
        return new Limit(
                Rate.perMinute("login", settings.loginsPerMinute()),
                "Too many people sign in from your network at once.");
    }

    @Bean
    RouteLimit refreshLimit(LimitProperties settings) {
        return post(
                "/api/v1/auth/refresh",
                new Limit(
                        Rate.perMinute("refresh", settings.refreshesPerMinute()),
                        "Too many sessions were renewed from your network."));
    }

    @Bean
    RouteLimit forgottenPasswordLimit() {
        return post("/api/v1/auth/password/forgot", LETTERS);
    }

    @Bean
    RouteLimit emailChangeLimit() {
        return post("/api/v1/me/email", LETTERS);
    }

    @Bean
    RouteLimit passwordResetLimit() {
        return post("/api/v1/auth/password/reset", LINKS);
    }

    @Bean
    RouteLimit verificationLimit() {
        return post("/api/v1/auth/email/verify", LINKS);
    }

    /** A form with mistakes may be corrected; a name that is taken may not be looked for. */
    private static boolean costsAHash(int status) {
        return status < 400 || status == HttpStatus.CONFLICT.value() || status >= 500;
    }

    private static RouteLimit post(String path, Limit limit) {
        return new RouteLimit(HttpMethod.POST, path, limit);
    }
}
