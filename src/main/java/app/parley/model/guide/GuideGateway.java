package app.parley.model.guide;

import app.parley.model.ModelListener;
import app.parley.model.ModelOutcome;
import app.parley.model.ModelRequest;
import app.parley.model.ModelRequest.Role;
import app.parley.model.gateway.ModelCall;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ProviderConnection;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.gateway.TokenEstimate;
import app.parley.model.gateway.UpstreamModel;
import app.parley.platform.Cancellation;
import java.util.List;

/**
 * The Guide, the model that is always there. It has no weights: it answers by quoting the sources
 * it is given, and says so.
 */
class GuideGateway implements ModelGateway {
    private static final UpstreamModel GUIDE =
            new UpstreamModel("guide", "Guide", List.of("chat"), null, true);

    private final Pacing pacing;
    private final LanguageModels others;

    GuideGateway(Pacing pacing, LanguageModels others) {
        this.pacing = pacing;
        this.others = others;
    }

    @Override
    public ProviderKind kind() {
        return ProviderKind.GUIDE;
    }

    @Override
    public List<UpstreamModel> models(ProviderConnection connection, Cancellation cancellation) {
        return List.of(GUIDE);
    }

    @Override
    public ModelOutcome stream(
            ProviderConnection connection,
            ModelCall call,
            ModelListener listener,
            Cancellation cancellation) {
        var request = call.request();
        var answer = answer(request);
        pacing.stream(answer, listener, cancellation);
        return new ModelOutcome(
                TokenEstimate.of(request.messages()), TokenEstimate.of(answer), true, false);
    }

    private String answer(ModelRequest request) {
        return switch (request.purpose()) {
            case TITLE -> GuideTitle.of(GuideAnswer.question(request.messages()));
            case SEARCH_QUERY -> GuideAnswer.question(request.messages());
            case ANSWER, GROUNDED_ANSWER -> excerpts(request);
        };
    }

    private String excerpts(ModelRequest request) {
        var messages = request.messages();
        if (messages.isEmpty() || messages.getLast().role() != Role.ASSISTANT) {
            return GuideAnswer.to(request, others.areConnected());
        }
        var cutOff = messages.getLast().text();
        var asked =
                new ModelRequest(
                        request.model(),
                        messages.subList(0, messages.size() - 1),
                        request.sources(),
                        request.purpose());
        return after(cutOff, GuideAnswer.to(asked, others.areConnected()));
    }

    /** What is left of an answer that was cut off; the whole one if it would be another today. */
    private static String after(String cutOff, String answer) {
        return answer.startsWith(cutOff) ? answer.substring(cutOff.length()) : "\n\n" + answer;
    }
}
