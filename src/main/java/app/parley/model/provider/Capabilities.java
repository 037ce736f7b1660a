package app.parley.model.provider;

import app.parley.model.gateway.UpstreamModel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What models can do. Providers hardly tell, so the names that are well known are looked at; a name
 * nobody knows is a chat model.
 */
final class Capabilities {
    static final String EMBEDDING = "embedding";

    private static final Pattern EMBEDS =
            Pattern.compile("embed|(^|[/-])(bge|gte|e5|minilm|arctic-embed)([-:]|$)|all-minilm");
    private static final Pattern NOT_FOR_CHAT =
            Pattern.compile(
                    "embed|whisper|tts|dall-e|moderation|rerank|transcribe|davinci|babbage|"
                            + "realtime|audio|image|imagen|veo-|sora|bge-|minilm|aqa");
    private static final Pattern REASONS =
            Pattern.compile(
                    "(^|/)o[134](-|$)|gpt-5|deepseek-r|qwq|think|reason|magistral|gemini-[23]\\.5|gpt-oss");
    private static final Pattern SEES =
            Pattern.compile(
                    "gpt-4o|gpt-4\\.1|gpt-5|claude|gemini|vision|llava|pixtral|-vl|gemma-?3");

    private Capabilities() {}

    static List<String> of(UpstreamModel model) {
        var name = model.id().toLowerCase(Locale.ROOT);
        Set<String> capabilities = new LinkedHashSet<>(model.capabilities());
        if (EMBEDS.matcher(name).find()) {
            capabilities.add(EMBEDDING);
        }
        if (NOT_FOR_CHAT.matcher(name).find() || capabilities.contains(EMBEDDING)) {
            capabilities.remove("chat");
            return List.copyOf(capabilities);
        }
        if (REASONS.matcher(name).find()) {
            capabilities.add("reasoning");
        }
        if (SEES.matcher(name).find()) {
            capabilities.add("vision");
        }
        return List.copyOf(capabilities);
    }
}
