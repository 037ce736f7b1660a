package app.parley.model.guide;

import app.parley.model.Models;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuideConfiguration {
    private static final String GUIDE = "parley/guide";

    @Bean
    GuideGateway guideGateway(GuideProperties settings, ObjectProvider<Models> models) {
        return new GuideGateway(
                new Pacing(settings.wordsPerSecond()),
                () -> !models.getObject().defaultModel().equals(GUIDE));
    }
}
