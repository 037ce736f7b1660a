package app.parley.bench;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Addresses inside a network, and the ways to write them that a check may read differently. */
final class InsideAddresses {
    static final List<String> HOSTS =
            List.of(
                    "127.0.0.1",
                    "10.66.0.1",
                    "172.16.66.1",
                    "192.168.66.1",
                    "100.64.66.1",
                    "169.254.169.254",
                    "168.63.129.16",
                    "198.18.66.1",
                    "::1",
                    "fd00::1",
                    "64:ff9b::7f00:1",
                    "2002:7f00:1::");

    private static final List<String> MORE =
            List.of(
                    "http://0/",
                    "http://0.0.0.0/",
                    "http://[::]/",
                    "http://localhost/",
                    "http://LOCALHOST./",
                    "http://localhost.localdomain/",
                    "http://inside.test/",
                    "http://mixed.test/",
                    "http://mixed6.test/",
                    "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3/",
                    "http://127.0.0.1\r\nHost: good.test/",
                    "http://169.254.169.254/latest/meta-data/",
                    "http://[fd00:ec2::254]/",
                    "//127.0.0.1/",
                    "///127.0.0.1/",
                    "\\\\127.0.0.1\\",
                    "file:///etc/passwd",
                    "file://127.0.0.1/etc/passwd",
                    "gopher://127.0.0.1:80/_",
                    "ftp://127.0.0.1/",
                    "dict://127.0.0.1:80/",
                    "ldap://127.0.0.1/",
                    "jar:http://127.0.0.1/!/a",
                    "data:text/html,x",
                    "javascript:alert(1)",
                    "http:127.0.0.1",
                    "http:/127.0.0.1/",
                    "http:///127.0.0.1/",
                    "http://",
                    "http://:80/");

    private InsideAddresses() {}

    /** Every one of them is to be refused wherever an address is taken. */
    static Set<String> all() {
        var all = new LinkedHashSet<String>();
        for (var host : HOSTS) {
            var bytes = InetAddress.ofLiteral(host).getAddress();
            var forms = bytes.length == 4 ? ofFour(bytes) : ofSixteen(host, bytes);
            forms.forEach(form -> all.add("http://" + form + "/"));
            var plain = bytes.length == 4 ? host : "[" + host + "]";
            all.add("https://" + plain + "/");
            all.add("http://" + plain + ":8080/");
            all.add("http://" + plain + ":80/");
            all.add("http://good.test\\@" + plain + "/");
            all.add("http://good.test@" + plain + "/");
            all.add("http://good.test:80@" + plain + ":80/");
            all.add("http://good.test%2f@" + plain + "/");
            all.add("http://" + plain + "#@good.test/");
            all.add("http://" + plain + "\\.good.test/");
            all.add("http://" + plain + "%00.good.test/");
            all.add("http://" + plain + "\t/");
            all.add("http://" + plain + " /");
        }
        all.addAll(MORE);
        return all;
    }

    private static List<String> ofFour(byte[] bytes) {
        var part = IntStream.range(0, 4).map(i -> bytes[i] & 0xff).toArray();
        long whole = (long) part[0] << 24 | (long) part[1] << 16 | (long) part[2] << 8 | part[3];
        int low = part[1] << 16 | part[2] << 8 | part[3];
        var dotted = "%d.%d.%d.%d".formatted(part[0], part[1], part[2], part[3]);
        var pairs = "%x:%x".formatted(part[0] << 8 | part[1], part[2] << 8 | part[3]);
        var forms = new ArrayList<String>();
        forms.add(dotted);
        forms.add(dotted + ".");
        forms.add(String.valueOf(whole));
        forms.add("0x%x".formatted(whole));
        forms.add("0X%X".formatted(whole));
        forms.add("0%o".formatted(whole));
        forms.add("0x%x.0x%x.0x%x.0x%x".formatted(part[0], part[1], part[2], part[3]));
        forms.add("0%o.0%o.0%o.0%o".formatted(part[0], part[1], part[2], part[3]));
        forms.add("%03d.%03d.%03d.%03d".formatted(part[0], part[1], part[2], part[3]));
        forms.add("0x%x.%d.0%o.%d".formatted(part[0], part[1], part[2], part[3]));
        forms.add("%d.%d".formatted(part[0], low));
        forms.add("%d.%d.%d".formatted(part[0], part[1], part[2] << 8 | part[3]));
        forms.add("[::ffff:" + dotted + "]");
        forms.add("[::ffff:" + pairs + "]");
        forms.add("[::FFFF:" + pairs.toUpperCase(Locale.ROOT) + "]");
        forms.add("[0:0:0:0:0:ffff:" + pairs + "]");
        forms.add("[::ffff:0:" + dotted + "]");
        forms.add("[::" + dotted + "]");
        forms.add("[::" + pairs + "]");
        forms.add("[64:ff9b::" + pairs + "]");
        forms.add("[64:ff9b:1::" + pairs + "]");
        forms.add("[2002:" + pairs + "::]");
        forms.add(percent(dotted));
        forms.add(dotted.replace(".", "%2e"));
        forms.add(dotted.replace('.', '\u3002'));
        forms.add(wide(dotted, '\uff10'));
        forms.add(wide(dotted, 0x1d7ce));
        return forms;
    }

    private static List<String> ofSixteen(String host, byte[] bytes) {
        var words =
                IntStream.range(0, 8)
                        .mapToObj(
                                i ->
                                        "%x"
                                                .formatted(
                                                        (bytes[2 * i] & 0xff) << 8
                                                                | bytes[2 * i + 1] & 0xff))
                        .collect(Collectors.joining(":"));
        var padded =
                IntStream.range(0, 8)
                        .mapToObj(i -> "%02x%02x".formatted(bytes[2 * i], bytes[2 * i + 1]))
                        .collect(Collectors.joining(":"));
        return List.of(
                "[" + host + "]",
                "[" + words + "]",
                "[" + padded + "]",
                "[" + host.toUpperCase(Locale.ROOT) + "]",
                "[" + host + "%25lo]",
                "[" + host + "%lo]",
                host);
    }

    private static String percent(String text) {
        var encoded = new StringBuilder();
        for (var each : text.getBytes(StandardCharsets.US_ASCII)) {
            encoded.append("%%%02x".formatted(each));
        }
        return encoded.toString();
    }

    /** The same number in the digits of another row of Unicode. */
    private static String wide(String dotted, int zero) {
        var text = new StringBuilder();
        dotted.chars()
                .forEach(
                        each ->
                                text.appendCodePoint(
                                        Character.isDigit(each) ? zero + (each - '0') : each));
        return text.toString();
    }
}
