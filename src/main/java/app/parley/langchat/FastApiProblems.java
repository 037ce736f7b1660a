package app.parley.langchat;

import app.parley.account.Facade;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.web.Problem;
import app.parley.platform.web.ProblemForm;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Tells failures as FastAPI does, which LangChat was made with: a sentence as {@code detail}, or,
 * of a body that is not what it should be, 422 and a list of what is wrong where.
 */
@Component
@OnLangChatApi
class FastApiProblems implements ProblemForm {
    private static final int UNPROCESSABLE = 422;

    private final Facade routes;

    FastApiProblems(Facade routes) {
        this.routes = routes;
    }

    record Sentence(String detail) {}

    record Mistakes(List<Mistake> detail) {}

    /**
     * @param loc the path to the mistake, from {@code body} on
     */
    record Mistake(String type, List<String> loc, String msg) {}

    @Override
    public boolean covers(HttpServletRequest request) {
        return routes.covers(request);
    }

    @Override
    public Told tell(Problem problem) {
        var fields = problem.errors();
        if (fields != null) {
            return unprocessable(
                    fields.stream()
                            .map(
                                    field ->
                                            new Mistake(
                                                    "value_error",
                                                    List.of("body", field.field()),
                                                    field.message()))
                            .toList());
        }
        if (problem.code().equals(ErrorCode.MALFORMED_JSON.code())) {
            return unprocessable(
                    List.of(new Mistake("json_invalid", List.of("body"), problem.detail())));
        }
        return new Told(problem.status(), new Sentence(problem.detail()));
    }

    private static Told unprocessable(List<Mistake> mistakes) {
        return new Told(UNPROCESSABLE, new Mistakes(mistakes));
    }
}
