package app.parley.chat;

import app.parley.platform.limits.Limit;
import app.parley.platform.limits.LimitProperties;
import app.parley.platform.limits.Rate;
import app.parley.platform.limits.RouteLimit;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** How many questions an account may ask: each may cost money. */
@Configuration(proxyBeanMethods = false)
public class ChatLimits {
    @Bean
    RouteLimit turnLimit(LimitProperties settings) {
        return new RouteLimit(HttpMethod.POST, "/api/v1/conversations/{id}/turns", turns(settings));
    }

    /** For every route that asks a question: all of them share it. */
    public static Limit turns(LimitProperties settings) {
        return new Limit(
                Rate.perMinute("turns", settings.turnsPerMinute()),
                "You have asked more questions than Parley takes at a time.");
    }
}
