package app.parley.knowledge.ingest;

import app.parley.knowledge.embedding.Vectors;
import app.parley.knowledge.onnx.LocalModel;
import app.parley.knowledge.onnx.OnnxEmbedder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes the handbook's passages and vectors while Parley is built, so that its first start needs no
 * model for them. Does nothing when neither the pages nor the code that cuts and embeds them have
 * changed.
 */
final class HandbookBuilder {
    private HandbookBuilder() {}

    /**
     * @param arguments the folder of the pages, and the folder of the compiled classes, into which
     *     the handbook is written
     */
    public static void main(String[] arguments) throws Exception {
        var classes = Path.of(arguments[1]);
        var target = classes.resolve(Handbook.RESOURCE.substring(1));
        var pages = sorted(Path.of(arguments[0]), ".md");
        var version = version(pages, classes);
        if (version.equals(versionOf(target))) {
            return;
        }
        try (var embedder = new OnnxEmbedder(LocalModel.MINILM)) {
            var splitter = new DocumentSplitter(embedder::countTokens, embedder.maxTokens());
            List<Handbook.Page> made = new ArrayList<>();
            for (var file : pages) {
                made.add(page(file, splitter, embedder));
            }
            write(new Handbook(version, embedder.model(), made), target);
            System.out.printf(
                    "handbook: %d pages, %d passages%n",
                    made.size(), made.stream().mapToInt(page -> page.passages().size()).sum());
        }
    }

    static Handbook.Page page(Path file, DocumentSplitter splitter, OnnxEmbedder embedder)
            throws IOException {
        var text = Files.readString(file).replace("\r\n", "\n");
        var slug = file.getFileName().toString().replaceFirst("\\.md$", "");
        var title =
                text.lines()
                        .filter(line -> line.startsWith("# "))
                        .findFirst()
                        .map(DocumentSplitter::headingText)
                        .orElse(slug);
        var chunks = splitter.split(title, text);
        var vectors = embedder.embed(chunks.stream().map(Chunk::indexed).toList());
        List<Handbook.Passage> passages = new ArrayList<>();
        for (int i = 0; i < chunks.size(); i++) {
            var chunk = chunks.get(i);
            passages.add(
                    new Handbook.Passage(
                            chunk.header(),
                            chunk.section(),
                            chunk.start(),
                            chunk.end(),
                            chunk.tokens(),
                            Vectors.bytes(vectors.get(i))));
        }
        return new Handbook.Page(slug, title, text, passages);
    }

    /** The pages and the code that makes passages and vectors of them. */
    private static String version(List<Path> pages, Path classes)
            throws IOException, NoSuchAlgorithmException {
        var hash = MessageDigest.getInstance("SHA-256");
        List<Path> inputs = new ArrayList<>(pages);
        inputs.addAll(sorted(classes.resolve("app/parley/knowledge/ingest"), ".class"));
        inputs.addAll(sorted(classes.resolve("app/parley/knowledge/onnx"), ".class"));
        for (var input : inputs) {
            hash.update(input.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            hash.update(Files.readAllBytes(input));
        }
        return HexFormat.of().formatHex(hash.digest(), 0, 12);
    }

    private static List<Path> sorted(Path folder, String ending) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    /** The version of what was made before; empty if nothing was. */
    private static String versionOf(Path target) throws IOException {
        if (!Files.isReadable(target)) {
            return "";
        }
        try (var json = Files.newInputStream(target)) {
            return Handbook.versionIn(json);
        }
    }

    private static void write(Handbook handbook, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        var half = target.resolveSibling(target.getFileName() + ".half");
        JsonMapper.shared().writeValue(half.toFile(), handbook);
        Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
    }
}
