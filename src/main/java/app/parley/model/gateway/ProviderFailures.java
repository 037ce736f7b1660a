package app.parley.model.gateway;

import app.parley.model.ModelException;
import app.parley.model.ModelFailure;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What people read when a provider fails: one sentence on what happened and one way out, never what
 * the provider wrote, which may quote keys and addresses.
 */
public final class ProviderFailures {
    private static final Pattern TOO_LONG =
            Pattern.compile(
                    "context_length_exceeded|context length|context window|too long|too large|"
                            + "too many tokens|maximum context|exceeds the maximum number of tokens|"
                            + "input token count|reduce the length");
    private static final Pattern NO_SUCH_MODEL =
            Pattern.compile(
                    "model_not_found|model[^.]{0,80}(not found|does not exist|not supported)");
    private static final Pattern REFUSED =
            Pattern.compile(
                    "content_filter|content management policy|content_policy|safety|moderation");
    private static final Pattern BAD_KEY =
            Pattern.compile("api.?key|authentication_error|permission_error|unauthenticated");
    private static final Pattern QUOTA =
            Pattern.compile("insufficient_quota|billing|credit balance");
    private static final Pattern PAUSE =
            Pattern.compile("rate.?limit|resource_exhausted|too many requests");
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);

    private ProviderFailures() {}

    /**
     * The failure behind an error answer.
     *
     * @param body what the provider wrote; only looked at, never shown
     * @param retryAfter the header of that name; empty if there was none
     */
    public static ModelException ofStatus(
            ProviderConnection provider, String model, int status, String body, String retryAfter) {
        return of(provider, model, failure(status, body), pause(retryAfter), isQuota(body), null);
    }

    /** The failure behind an error that came in the middle of an answer, without a status. */
    public static ModelException ofMessage(ProviderConnection provider, String model, String body) {
        return ofStatus(provider, model, 0, body, "");
    }

    public static ModelException of(
            ProviderConnection provider, String model, ModelFailure failure) {
        return of(provider, model, failure, null, false, null);
    }

    public static ModelException of(
            ProviderConnection provider, String model, ModelFailure failure, Throwable cause) {
        return of(provider, model, failure, null, false, cause);
    }

    /** The server answered, but not in the way of its kind: most likely the address is wrong. */
    public static ModelException notTalkingTheLanguage(ProviderConnection provider) {
        return new ModelException(
                ModelFailure.UNREACHABLE,
                "The address of %s does not answer like %s. An administrator can check it under Settings > Models."
                        .formatted(provider.name(), provider.kind().title()));
    }

    private static ModelException of(
            ProviderConnection provider,
            String model,
            ModelFailure failure,
            @Nullable Duration retryAfter,
            boolean quota,
            @Nullable Throwable cause) {
        var name = provider.name();
        var sentence =
                switch (failure) {
                    case BAD_KEY ->
                            (provider.apiKey() == null
                                            ? "%s asks for a key. An administrator can enter it under Settings > Models."
                                            : "The key for %s was refused. An administrator can replace it under Settings > Models.")
                                    .formatted(name);
                    case NO_SUCH_MODEL ->
                            model.isEmpty()
                                    ? "%s has nothing at its address. An administrator can check it under Settings > Models."
                                            .formatted(name)
                                    : "%s does not offer the model %s. Please choose another one."
                                            .formatted(name, model);
                    case RATE_LIMITED ->
                            quota
                                    ? "The quota for %s is used up. An administrator can raise it there; meanwhile, please choose another model."
                                            .formatted(name)
                                    : "%s asks us to slow down. Please try again %s, or choose another model."
                                            .formatted(name, when(retryAfter));
                    case OVERLOADED ->
                            "%s has trouble answering at the moment. Please try again in a minute, or choose another model."
                                    .formatted(name);
                    case TOO_LONG ->
                            "This chat is longer than the model can read. Please start a new chat, or choose a model that reads more.";
                    case REFUSED ->
                            "%s declined to answer this. Please put it differently, or choose another model."
                                    .formatted(name);
                    case UNREACHABLE ->
                            "%s cannot be reached. Please try again in a minute; an administrator can check its address under Settings > Models."
                                    .formatted(name);
                    case BROKEN_STREAM ->
                            "%s broke off before the answer was complete. What has arrived is kept; you can try again."
                                    .formatted(name);
                };
        return new ModelException(failure, sentence, retryAfter, cause);
    }

    private static ModelFailure failure(int status, String body) {
        var text = body.toLowerCase(Locale.ROOT);
        return switch (status) {
            case 401, 403 ->
                    has(REFUSED, text) && !has(BAD_KEY, text)
                            ? ModelFailure.REFUSED
                            : ModelFailure.BAD_KEY;
            case 404 -> ModelFailure.NO_SUCH_MODEL;
            case 408, 504 -> ModelFailure.OVERLOADED;
            case 413 -> ModelFailure.TOO_LONG;
            case 402, 429 -> ModelFailure.RATE_LIMITED;
            case 0 -> unnumbered(text);
            default -> {
                if (status >= 500) {
                    yield ModelFailure.OVERLOADED;
                }
                if (status < 400) {
                    yield ModelFailure.UNREACHABLE;
                }
                yield badRequest(text);
            }
        };
    }

    private static ModelFailure badRequest(String text) {
        if (has(TOO_LONG, text)) {
            return ModelFailure.TOO_LONG;
        }
        if (has(NO_SUCH_MODEL, text)) {
            return ModelFailure.NO_SUCH_MODEL;
        }
        // Gemini answers 400 to a wrong key
        return has(BAD_KEY, text) ? ModelFailure.BAD_KEY : ModelFailure.REFUSED;
    }

    private static ModelFailure unnumbered(String text) {
        if (has(PAUSE, text) || has(QUOTA, text)) {
            return ModelFailure.RATE_LIMITED;
        }
        if (has(TOO_LONG, text)) {
            return ModelFailure.TOO_LONG;
        }
        // what a provider reports by itself in the middle of an answer is mostly its own trouble
        return has(REFUSED, text) ? ModelFailure.REFUSED : ModelFailure.OVERLOADED;
    }

    private static boolean isQuota(String body) {
        return has(QUOTA, body.toLowerCase(Locale.ROOT));
    }

    private static boolean has(Pattern pattern, String text) {
        return pattern.matcher(text).find();
    }

    private static @Nullable Duration pause(String retryAfter) {
        if (retryAfter.isEmpty()) {
            return null;
        }
        var pause =
                retryAfter.matches("\\d{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(retryAfter))
                        : until(retryAfter);
        if (pause == null || pause.isNegative()) {
            return null;
        }
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static @Nullable Duration until(String date) {
        try {
            var then = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(ZonedDateTime.now(then.getZone()), then);
        } catch (DateTimeParseException notADate) {
            return null;
        }
    }

    private static String when(@Nullable Duration pause) {
        if (pause == null || pause.isZero()) {
            return "in a moment";
        }
        return pause.toSeconds() < 120
                ? "in " + Math.max(1, pause.toSeconds()) + " s"
                : "in " + pause.toMinutes() + " minutes";
    }
}
