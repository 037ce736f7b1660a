package app.parley.platform.config;

import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalysisReporter;

/** Tells on the terminal why Parley does not start, in sentences, without a stack trace. */
class StartFailureReporter implements FailureAnalysisReporter {
    @Override
    public void report(FailureAnalysis analysis) {
        System.err.println();
        System.err.println("Parley cannot start.");
        System.err.println(analysis.getDescription());
        var action = analysis.getAction();
        if (action != null && !action.isBlank()) {
            System.err.println(action);
        }
        System.err.flush();
    }
}
