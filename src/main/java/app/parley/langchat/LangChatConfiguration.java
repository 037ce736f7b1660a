package app.parley.langchat;

import app.parley.account.AccountLimits;
import app.parley.account.Facade;
import app.parley.chat.ChatLimits;
import app.parley.platform.limits.LimitProperties;
import app.parley.platform.limits.RouteLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** Which routes LangChat's API has, who may call them, and how often. */
@Configuration(proxyBeanMethods = false)
@OnLangChatApi
class LangChatConfiguration {
    private static final String NAME = "langchat";
    private static final Duration TOKEN_TTL = Duration.ofDays(30);

    @Bean
    @ConditionalOnBooleanProperty(name = "parley.account.passwords", matchIfMissing = true)
    Facade langChat() {
        var routes = behindSignIn(false);
        routes.add(open("/register"));
        routes.add(open("/login"));
        routes.add(open("/verify"));
        return new Facade(NAME, TOKEN_TTL, routes);
    }

    /** Where a name is enough, each route asks for one itself. */
    @Bean
    @ConditionalOnBooleanProperty(name = "parley.account.passwords", havingValue = false)
    Facade langChatByName() {
        var routes = behindSignIn(true);
        routes.add(open("/register"));
        routes.add(open("/verify"));
        return new Facade(NAME, TOKEN_TTL, routes);
    }

    private static List<Facade.Route> behindSignIn(boolean isOff) {
        return new ArrayList<>(
                List.of(
                        new Facade.Route(HttpMethod.POST, "/", isOff),
                        new Facade.Route(HttpMethod.POST, "/chat", isOff),
                        new Facade.Route(HttpMethod.GET, "/sessions", isOff),
                        new Facade.Route(HttpMethod.GET, "/get_history/{id}", isOff),
                        new Facade.Route(HttpMethod.GET, "/remaining_messages", isOff),
                        new Facade.Route(HttpMethod.DELETE, "/delete_chat/{id}", isOff)));
    }

    private static Facade.Route open(String path) {
        return new Facade.Route(HttpMethod.POST, path, true);
    }

    @Bean
    RouteLimit langChatRegistrationLimit(LimitProperties settings) {
        return new RouteLimit(HttpMethod.POST, "/register", AccountLimits.registration(settings));
    }

    @Bean
    RouteLimit langChatLoginLimit(LimitProperties settings) {
        return new RouteLimit(HttpMethod.POST, "/login", AccountLimits.login(settings));
    }

    @Bean
    RouteLimit langChatAnswerLimit(LimitProperties settings) {
        return new RouteLimit(HttpMethod.POST, "/", ChatLimits.turns(settings));
    }

    @Bean
    RouteLimit langChatStreamLimit(LimitProperties settings) {
        return new RouteLimit(HttpMethod.POST, "/chat", ChatLimits.turns(settings));
    }
}
