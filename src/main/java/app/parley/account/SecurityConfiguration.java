package app.parley.account;

import app.parley.platform.config.ParleyProperties;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.limits.Caller;
import app.parley.platform.limits.RateLimitFilter;
import app.parley.platform.limits.RateLimiter;
import app.parley.platform.limits.RouteLimits;
import app.parley.platform.security.SameOriginFilter;
import app.parley.platform.web.Problems;
import jakarta.servlet.DispatcherType;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderNotFoundException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Who may reach which route. What is not listed is refused. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(CurrentUser.class);
    }

    private final ObjectProvider<Safeguards> safeguards;

    SecurityConfiguration(ObjectProvider<Safeguards> safeguards) {
        this.safeguards = safeguards;
    }

    @Bean
    SecurityFilterChain routes(
            HttpSecurity http,
            AccessTokens tokens,
            Sessions sessions,
            KeyRing keys,
            RouteScopes scopes,
            ParleyProperties parley,
            RateLimiter limiter,
            RouteLimits limits,
            List<Facade> facades,
            Problems problems)
            throws Exception {
        return http.csrf(AbstractHttpConfigurer::disable) // SameOriginFilter stands in its place
                .cors(AbstractHttpConfigurer::disable)
                .headers(AbstractHttpConfigurer::disable) // platform.web writes them all
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterAfter(
                        new SameOriginFilter(parley, problems), SecurityContextHolderFilter.class)
                .addFilterBefore(
                        new BearerFilter(tokens, sessions, keys, facades),
                        AnonymousAuthenticationFilter.class)
                .addFilterAfter(
                        new RateLimitFilter(
                                limiter,
                                limits,
                                () ->
                                        CurrentUserResolver.current()
                                                .map(SecurityConfiguration::caller),
                                problems),
                        BearerFilter.class)
                .addFilterAfter(new ScopeFilter(scopes, problems), RateLimitFilter.class)
                .addFilterAfter(new OriginFilter(), ScopeFilter.class)
                .authorizeHttpRequests(routes -> allow(facades, routes))
                .authorizeHttpRequests(
                        routes ->
                                routes.dispatcherTypeMatchers(
                                                DispatcherType.ERROR, DispatcherType.FORWARD)
                                        .permitAll()
                                        .requestMatchers(
                                                HttpMethod.GET,
                                                "/api/v1/config",
                                                "/api/v1/auth/oidc/*/start",
                                                "/api/v1/auth/oidc/*/callback")
                                        .permitAll()
                                        .requestMatchers(
                                                HttpMethod.POST,
                                                "/api/v1/auth/register",
                                                "/api/v1/auth/login",
                                                "/api/v1/auth/login/second-factor",
                                                "/api/v1/auth/passkey",
                                                "/api/v1/auth/passkey/options",
                                                "/api/v1/auth/refresh",
                                                "/api/v1/auth/logout",
                                                "/api/v1/auth/oidc/*/backchannel-logout",
                                                "/api/v1/auth/email/verify",
                                                "/api/v1/auth/password/forgot",
                                                "/api/v1/auth/password/reset",
                                                "/api/v1/csp-reports")
                                        .permitAll()
                                        .requestMatchers("/api/v1/admin/**", "/metrics/**")
                                        .hasRole(Role.ADMIN.name())
                                        .requestMatchers("/api/**")
                                        .authenticated()
                                        // The page, its parts, /health and /docs.
                                        .requestMatchers(HttpMethod.GET, "/**")
                                        .permitAll()
                                        .requestMatchers(HttpMethod.HEAD, "/**")
                                        .permitAll()
                                        .anyRequest()
                                        .denyAll())
                .exceptionHandling(
                        refusals ->
                                refusals.authenticationEntryPoint(
                                                (request, response, refused) -> {
                                                    response.setHeader(
                                                            "WWW-Authenticate", "Bearer");
                                                    problems.write(
                                                            request,
                                                            response,
                                                            BearerFilter.refusal(request)
                                                                    .orElseGet(
                                                                            SecurityConfiguration
                                                                                    ::signIn));
                                                })
                                        .accessDeniedHandler(
                                                (request, response, refused) ->
                                                        problems.write(
                                                                request,
                                                                response,
                                                                new ParleyException(
                                                                        ErrorCode.FORBIDDEN,
                                                                        "You may not do this."))))
                .build();
    }

    private static ParleyException signIn() {
        return new ParleyException(ErrorCode.UNAUTHENTICATED, "Please sign in.");
    }

    private static Caller caller(CurrentUser user) {
        return new Caller(
                user.userId(), user.credential() instanceof Credential.Key key ? key.id() : null);
    }

    private static void allow(
            List<Facade> facades,
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry
                    routes) {
        for (var facade : facades) {
            for (var route : facade.routes()) {
                var allowed = routes.requestMatchers(route.matcher());
                if (route.forAnybody()) {
                    allowed.permitAll();
                } else {
                    allowed.authenticated();
                }
            }
        }
    }

    /** Measuring every filter of every request costs more than it tells. */
    @Bean
    SecurityObservationSettings measuredElsewhere() {
        return SecurityObservationSettings.noObservations();
    }

    /** Paths with tricks in them, such as {@code //} or {@code %2e}, before any route sees them. */
    @Bean
    RequestRejectedHandler rejectedPaths(Problems problems) {
        return (request, response, rejected) ->
                problems.write(
                        request,
                        response,
                        new ParleyException(
                                ErrorCode.INVALID_REQUEST, "The address is not a valid one."));
    }

    /** Nothing signs in through Spring Security's own ways; this keeps it from making a user. */
    @Bean
    AuthenticationManager noOtherWayIn() {
        return authentication -> {
            throw new ProviderNotFoundException("people sign in through the API");
        };
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(safeguards.getObject());
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CurrentUserResolver());
    }
}
