package app.parley.tool.web;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** One adapter a kind of engine. */
@Configuration(proxyBeanMethods = false)
class WebSearchConfiguration {
    @Bean
    EngineHttp engineHttp(WebSearchProperties settings, JsonMapper json) {
        return new EngineHttp(settings.timeout(), json);
    }

    @Bean
    SearchEngine tavilyEngine(EngineHttp http, JsonMapper json) {
        return new TavilyEngine(http, json);
    }

    @Bean
    SearchEngine braveEngine(EngineHttp http) {
        return new BraveEngine(http);
    }

    @Bean
    SearchEngine searxngEngine(EngineHttp http) {
        return new SearxngEngine(http);
    }
}
