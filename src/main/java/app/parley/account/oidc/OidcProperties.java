package app.parley.account.oidc;

import app.parley.platform.config.SettingsProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Identity providers that the environment names.
 *
 * @param issuer of a provider that is found by discovery; empty: none
 * @param name as its button calls it
 * @param clientSecret empty: a public client
 * @param signUp who gets an account there
 * @param domains of verified addresses, where signUp says so
 * @param roleClaim empty: roles are Parley's alone
 */
@ConfigurationProperties("parley.oidc")
record OidcProperties(
        @DefaultValue("") String issuer,
        @DefaultValue("Single sign-on") String name,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("any") SignUpRule signUp,
        @DefaultValue List<String> domains,
        @DefaultValue("") String roleClaim,
        @DefaultValue List<String> adminValues,
        @DefaultValue Known google,
        @DefaultValue Known github,
        @DefaultValue Known microsoft) {
    /**
     * A provider whose addresses are known.
     *
     * @param clientId empty: not connected
     * @param tenant Microsoft's alone: a company's directory
     */
    record Known(
            @DefaultValue("") String clientId,
            @DefaultValue("") String clientSecret,
            @DefaultValue("existing") SignUpRule signUp,
            @DefaultValue List<String> domains,
            @DefaultValue("common") String tenant) {
        Known {
            domains = lower(domains);
        }
    }

    OidcProperties {
        domains = lower(domains);
        var problems = new ArrayList<SettingsProblem>();
        if (!issuer.isEmpty() && !Issuers.isPossible(issuer)) {
            problems.add(
                    new SettingsProblem(
                            "issuer", "is not an address such as https://id.example.org"));
        }
        if (issuer.isEmpty() != clientId.isEmpty()) {
            problems.add(
                    new SettingsProblem(
                            issuer.isEmpty() ? "issuer" : "client-id",
                            "is needed where the other of the two is set"));
        }
        if (signUp == SignUpRule.DOMAINS && domains.isEmpty()) {
            problems.add(
                    new SettingsProblem("domains", "must name one where sign-up is by domains"));
        }
        if (!microsoft.tenant().matches("[A-Za-z0-9.-]{1,100}")) {
            problems.add(new SettingsProblem("microsoft.tenant", "is not a tenant's id"));
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    /** Keeps the secrets out of logs. */
    @Override
    public String toString() {
        return "OidcProperties[" + issuer + "]";
    }

    private static List<String> lower(List<String> domains) {
        return domains.stream().map(domain -> domain.toLowerCase(Locale.ROOT)).toList();
    }
}
