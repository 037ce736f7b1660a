package app.parley.platform.web;

import java.time.Duration;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.servlet.resource.EncodedResourceResolver;

/**
 * Serves the built front end: files that carry a hash in their name are kept for ever, others are
 * asked for again each time, and compressed copies made by the build are sent as they are.
 */
@Configuration(proxyBeanMethods = false)
class FrontEndConfiguration implements WebMvcConfigurer {
    private static final String FILES = "classpath:/static/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/assets/**")
                .addResourceLocations(FILES + "assets/")
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
        registry.addResourceHandler(
                        "/*.js",
                        "/*.css",
                        "/*.svg",
                        "/*.png",
                        "/*.ico",
                        "/*.txt",
                        "/*.json",
                        "/*.webmanifest")
                .addResourceLocations(FILES)
                .setCacheControl(CacheControl.noCache())
                .resourceChain(true)
                .addResolver(new EncodedResourceResolver());
    }

    /**
     * After everything else: what no controller and no file answers may be a page of the
     * application.
     */
    @Bean
    SimpleUrlHandlerMapping pages(IndexPage index) {
        return new SimpleUrlHandlerMapping(Map.of("/**", index), Ordered.LOWEST_PRECEDENCE);
    }
}
