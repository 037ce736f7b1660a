package app.parley.model.provider;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import app.parley.model.ModerationModel;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderFailures;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.openai.OpenAiModeration;
import app.parley.platform.Cancellation;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.springframework.stereotype.Component;

/** Asks the OpenAI that is connected; something else that speaks like it where it is not. */
@Component
class ConnectedModeration implements ModerationModel {
    /** A person waits meanwhile. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final String OPENAI = "api.openai.com";

    private final Catalogue catalogue;
    private final OpenAiModeration openAi;

    ConnectedModeration(Catalogue catalogue, OpenAiModeration openAi) {
        this.catalogue = catalogue;
        this.openAi = openAi;
    }

    @Override
    public List<String> flagged(String text, Cancellation cancellation) {
        var connection =
                connection()
                        .orElseThrow(
                                () ->
                                        new ModelException(
                                                ModelFailure.NO_SUCH_MODEL,
                                                "No OpenAI is connected that could judge texts."));
        var asked = new Cancellation();
        cancellation.onCancel(asked::cancel);
        var deadline =
                Thread.ofVirtual()
                        .name("moderation-deadline")
                        .start(
                                () -> {
                                    try {
                                        Thread.sleep(PATIENCE);
                                        asked.cancel();
                                    } catch (InterruptedException answered) {
                                        // nothing to give up
                                    }
                                });
        try {
            return openAi.flagged(connection, text, asked);
        } catch (CancellationException tooSlow) {
            throw ProviderFailures.of(connection, "", ModelFailure.OVERLOADED, tooSlow);
        } finally {
            deadline.interrupt();
        }
    }

    private Optional<ProviderConnection> connection() {
        return catalogue.entries().stream()
                .map(Entry::provider)
                .filter(provider -> provider.enabled() && !provider.keyLost())
                .map(Provider::connection)
                .filter(connection -> connection.kind() == ProviderKind.OPENAI)
                .min(
                        Comparator.comparing(
                                connection -> !OPENAI.equals(connection.baseUrl().getHost())));
    }
}
