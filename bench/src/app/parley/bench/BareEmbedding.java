package app.parley.bench;

import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Embeds the lines of a file and prints how many a CPU second; runs the product's own classes. */
public final class BareEmbedding {
    private static final int BATCH = 16;
    private static final int WARM = 40;

    private BareEmbedding() {}

    public static void main(String[] arguments) throws Exception {
        var passages = Files.readAllLines(Path.of(arguments[0]));
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM)) {
            embed(embedder, passages.subList(0, Math.min(WARM, passages.size())));
            long start = cpu();
            embed(embedder, passages);
            System.out.println(passages.size() / ((cpu() - start) / 1e9));
        }
    }

    private static void embed(OnnxEmbedder embedder, List<String> passages) {
        for (int from = 0; from < passages.size(); from += BATCH) {
            embedder.embed(passages.subList(from, Math.min(passages.size(), from + BATCH)));
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
