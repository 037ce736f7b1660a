package app.parley.platform.web;

import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What Tomcat has no property for. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> quietErrors() {
        return factory ->
                factory.addContextCustomizers(
                        context -> {
                            if (context.getParent() instanceof StandardHost host) {
                                host.setErrorReportValveClass(ContainerErrors.class.getName());
                            }
                        });
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hurriedConnections(
            WebProperties settings) {
        return factory -> {
            factory.setProtocol(HurriedConnections.class.getName());
            factory.addConnectorCustomizers(
                    connector -> {
                        if (connector.getProtocolHandler() instanceof HurriedConnections hurried) {
                            hurried.setPatience(settings.requestPatience());
                        }
                    });
        };
    }
}
