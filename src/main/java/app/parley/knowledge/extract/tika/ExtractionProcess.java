package app.parley.knowledge.extract.tika;

import app.parley.knowledge.extract.DocumentProblem;
import app.parley.knowledge.extract.DocumentProblem.Code;
import app.parley.knowledge.extract.ExtractionResult;
import java.io.IOException;
import java.nio.file.Path;

/** The process that reads one file and ends. Whatever becomes of it, the server goes on. */
public final class ExtractionProcess {
    private ExtractionProcess() {}

    /**
     * @param arguments the file, its name, where the result goes, the most characters, and the most
     *     milliseconds, after which the process ends even if nobody is left to end it
     */
    public static void main(String[] arguments) throws IOException {
        endAfter(Long.parseLong(arguments[4]));
        Confinement.begin();
        var result = Path.of(arguments[2]);
        try {
            ExtractionResult.write(
                    new FileReader(Integer.parseInt(arguments[3]))
                            .read(Path.of(arguments[0]), arguments[1]),
                    result);
        } catch (DocumentProblem problem) {
            ExtractionResult.write(problem, result);
        } catch (StackOverflowError deep) {
            ExtractionResult.write(
                    new DocumentProblem(Code.TOO_COMPLEX, "The file is nested too deep."), result);
        } catch (IOException | RuntimeException | LinkageError unreadable) {
            // The outermost place: parsers of other people throw anything.
            ExtractionResult.write(
                    new DocumentProblem(
                            Code.UNREADABLE,
                            "The file is damaged, or has something in it that Parley cannot read."),
                    result);
        }
        // Threads that a parser has left behind do not keep the process.
        Runtime.getRuntime().halt(0);
    }

    private static void endAfter(long milliseconds) {
        Thread.ofPlatform()
                .daemon()
                .start(
                        () -> {
                            try {
                                Thread.sleep(milliseconds);
                            } catch (InterruptedException nobodyDoes) {
                                Thread.currentThread().interrupt();
                            }
                            Runtime.getRuntime().halt(1);
                        });
    }
}
