package app.parley.tool.web;

import java.net.IDN;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * From which domains results are taken; a domain stands for all below it, too.
 *
 * @param allowed only these; empty: any
 * @param denied never these, whatever else is allowed
 */
record DomainRules(List<String> allowed, List<String> denied) {
    static final DomainRules NONE = new DomainRules(List.of(), List.of());

    private static final Pattern DOMAIN =
            Pattern.compile("[a-z0-9_]([a-z0-9_-]*[a-z0-9])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9])?)*");
    private static final int LONGEST = 253;

    /** More in one query makes engines give up. */
    private static final int MOST_IN_QUERY = 8;

    DomainRules {
        allowed = List.copyOf(allowed);
        denied = List.copyOf(denied);
    }

    /** A domain as it is compared, out of what people type: {@code *.Example.org}, an address. */
    static Optional<String> parse(String typed) {
        var text =
                typed.strip()
                        .replaceFirst("^(?i)https?://", "")
                        .replaceFirst("[/?#:].*$", "")
                        .replaceFirst("^\\*\\.", "")
                        .replaceFirst("\\.$", "");
        try {
            var domain = IDN.toASCII(text).toLowerCase(Locale.ROOT);
            return domain.length() <= LONGEST && DOMAIN.matcher(domain).matches()
                    ? Optional.of(domain)
                    : Optional.empty();
        } catch (IllegalArgumentException notADomain) {
            return Optional.empty();
        }
    }

    boolean allow(URI page) {
        var host = String.valueOf(page.getHost()).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
        return (allowed.isEmpty() || covers(allowed, host)) && !covers(denied, host);
    }

    private static boolean covers(List<String> domains, String host) {
        return domains.stream()
                .anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }

    /** The query for engines that know domains as words of it only. */
    String in(String query) {
        return allowed.isEmpty() || allowed.size() > MOST_IN_QUERY
                ? query
                : query
                        + allowed.stream()
                                .map(domain -> "site:" + domain)
                                .collect(
                                        Collectors.joining(
                                                " OR ",
                                                allowed.size() > 1 ? " (" : " ",
                                                allowed.size() > 1 ? ")" : ""));
    }
}
