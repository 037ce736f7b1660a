package app.parley.platform.config;

import app.parley.platform.command.Offline;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.ConfigurableEnvironment;

/** Puts the check of the settings before everything that is made of them. */
@Configuration(proxyBeanMethods = false)
@Offline
class SettingsConfiguration {
    @Bean
    static SettingsCheck settingsCheck(ConfigurableEnvironment environment) {
        return new SettingsCheck(environment);
    }
}
