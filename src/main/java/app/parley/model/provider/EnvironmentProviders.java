package app.parley.model.provider;

import app.parley.model.gateway.ProviderKind;
import app.parley.model.provider.ModelProperties.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The providers that the environment names, and the one that may be on this machine. */
@Component
class EnvironmentProviders {
    private final List<Provider> named = new ArrayList<>();
    private final Optional<Provider> perhapsHere;

    EnvironmentProviders(ModelProperties settings) {
        // an address alone is a server without a key; for these two, a key is what counts
        add(ProviderKind.OPENAI, settings.openai(), true);
        add(ProviderKind.ANTHROPIC, settings.anthropic(), false);
        add(ProviderKind.GEMINI, settings.gemini(), false);
        add(ProviderKind.OLLAMA, settings.ollama(), true);
        var ollamaNamed =
                named.stream().anyMatch(p -> p.connection().kind() == ProviderKind.OLLAMA);
        perhapsHere =
                settings.discoverOllama() && !ollamaNamed
                        ? BaseUrl.parse(settings.localOllama(), ProviderKind.OLLAMA)
                                .map(url -> Provider.discovered(ProviderKind.OLLAMA, url))
                        : Optional.empty();
    }

    /** In the order in which their models are listed. */
    List<Provider> named() {
        return List.copyOf(named);
    }

    /** An Ollama on this machine, which exists only if it answers. */
    Optional<Provider> perhapsHere() {
        return perhapsHere;
    }

    private void add(ProviderKind kind, Server server, boolean addressSuffices) {
        var key = server.apiKey().strip();
        if (key.isEmpty() && !(addressSuffices && !server.baseUrl().isBlank())) {
            return;
        }
        // the settings were validated; an address that is still not one is reported like them
        var baseUrl =
                BaseUrl.parse(server.baseUrl(), kind)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "the base URL for "
                                                        + kind.title()
                                                        + " "
                                                        + Server.MESSAGE));
        named.add(Provider.ofEnvironment(kind, baseUrl, key.isEmpty() ? null : key));
    }
}
