package app.parley.platform.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.parley.platform.config.SettingsProblem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressPolicyTests {
    private static final Duration LONG = Duration.ofSeconds(10);

    /**
     * The first, the last and a random address of each block of IANA's special-purpose registries
     * that is not globally reachable, and of multicast.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0/8",
                "10.0.0.0/8",
                "100.64.0.0/10",
                "127.0.0.0/8",
                "169.254.0.0/16",
                "172.16.0.0/12",
                "192.0.0.0/24",
                "192.0.2.0/24",
                "192.88.99.0/24",
                "192.168.0.0/16",
                "198.18.0.0/15",
                "198.51.100.0/24",
                "203.0.113.0/24",
                "224.0.0.0/4",
                "240.0.0.0/4",
                "::/128",
                "::1/128",
                "::/96",
                "64:ff9b::/96",
                "64:ff9b:1::/48",
                "100::/64",
                "2001::/32",
                "2001:2::/48",
                "2001:db8::/32",
                "2001:10::/28",
                "2001:20::/28",
                "2002::/16",
                "3fff::/20",
                "5f00::/16",
                "fc00::/7",
                "fe80::/10",
                "fec0::/10",
                "ff00::/8"
            })
    void nothingOfASpecialBlockIsPublic(String block) throws UnknownHostException {
        var network = InetAddress.ofLiteral(block.substring(0, block.indexOf('/'))).getAddress();
        int bits = Integer.parseInt(block.substring(block.indexOf('/') + 1));
        var random = new Random(block.hashCode());
        for (int i = 0; i < 200; i++) {
            int filler = i;
            var bytes = network.clone();
            for (int bit = bits; bit < bytes.length * 8; bit++) {
                boolean set = filler == 0 ? false : filler == 1 ? true : random.nextBoolean();
                if (set) {
                    bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
                }
            }
            var address = InetAddress.getByAddress(bytes);
            assertThat(AddressPolicy.isPublic(address)).as(address.toString()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::ffff:127.0.0.1",
                "::ffff:a9fe:a9fe",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "fd00:ec2::254",
                "169.254.169.254",
                "100.100.100.200",
                "168.63.129.16"
            })
    void disguisesAndMetadataServersAreNotPublic(String address) {
        assertThat(AddressPolicy.isPublic(InetAddress.ofLiteral(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "93.184.215.14",
                "172.15.255.255",
                "172.32.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001:80b::200e"
            })
    void publicAddressesArePublic(String address) {
        assertThat(AddressPolicy.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void publicServersAreReachedOnTheUsualPortsOnly() {
        var policy = policy(List.of());
        var address = InetAddress.ofLiteral("93.184.215.14");

        assertThat(policy.allows("example.org", address, 443)).isTrue();
        assertThat(policy.allows("example.org", address, 6379)).isFalse();
    }

    @Test
    void anAdministratorAllowsNetworksAndHostsOnAnyPort() {
        var policy = policy(List.of("10.1.0.0/16", "fd00::1", "wiki.example.org", "*.corp.test"));

        assertThat(policy.allows("x", InetAddress.ofLiteral("10.1.2.3"), 8080)).isTrue();
        assertThat(policy.allows("x", InetAddress.ofLiteral("10.2.2.3"), 80)).isFalse();
        assertThat(policy.allows("x", InetAddress.ofLiteral("fd00::1"), 80)).isTrue();
        var inside = InetAddress.ofLiteral("192.168.0.9");
        assertThat(policy.allows("wiki.example.org", inside, 80)).isTrue();
        assertThat(policy.allows("a.wiki.example.org", inside, 80)).isFalse();
        assertThat(policy.allows("a.corp.test", inside, 80)).isTrue();
        assertThat(policy.allows("corp.test", inside, 80)).isFalse();
        assertThat(policy.allows("evilcorp.test", inside, 80)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/33", "10.0.0", "fd00::/200", "http://wiki", "*", "a b", ""})
    void whatCannotBeMeantIsABadSetting(String entry) {
        assertThatThrownBy(() -> policy(List.of(entry)))
                .isInstanceOf(SettingsProblem.Several.class);
    }

    private static AddressPolicy policy(List<String> allow) {
        return new AddressPolicy(new OutboundProperties(allow, Set.of(80, 443), LONG, LONG, LONG));
    }
}
