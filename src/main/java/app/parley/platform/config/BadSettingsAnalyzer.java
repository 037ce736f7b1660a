package app.parley.platform.config;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Takes the sentences of {@link BadSettings} as they are. */
class BadSettingsAnalyzer extends AbstractFailureAnalyzer<BadSettings> {
    @Override
    protected FailureAnalysis analyze(Throwable root, BadSettings cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Settings are environment variables or lines of .env; .env.example lists them.",
                cause);
    }
}
