package app.parley.platform.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.ExitCodeGenerator;

/** Stops the start and tells everything that is wrong with the settings at once. */
public class BadSettings extends RuntimeException implements ExitCodeGenerator {
    /** What {@code sysexits.h} calls EX_CONFIG. */
    private static final int EXIT_CODE = 78;

    /**
     * @param sentences each without a secret's value
     */
    public BadSettings(List<String> sentences) {
        super(
                IntStream.range(0, sentences.size())
                        .mapToObj(i -> "  " + (i + 1) + ". " + sentences.get(i))
                        .collect(Collectors.joining("\n")));
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }
}
