package app.parley.model.guide;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class GuideConfiguration {
    @Bean
    GuideGateway guideGateway(GuideProperties settings, ObjectProvider<LanguageModels> models) {
        // Asked for late: the catalogue of models is made of the gateways.
        return new GuideGateway(
                new Pacing(settings.wordsPerSecond()), () -> models.getObject().areConnected());
    }
}
