package app.parley.platform.outbound;

import app.parley.platform.task.Tasks;
import java.net.InetAddress;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class OutboundConfiguration {
    @Bean
    Outbound outbound(
            OutboundProperties settings,
            Tasks tasks,
            ObjectProvider<NameService> names,
            ObjectProvider<BuildProperties> build) {
        var version = build.stream().map(BuildProperties::getVersion).findFirst().orElse("dev");
        return new GuardedOutbound(
                settings,
                names.getIfAvailable(() -> InetAddress::getAllByName),
                "Parley/" + version,
                tasks);
    }
}
