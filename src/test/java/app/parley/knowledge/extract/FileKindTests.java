package app.parley.knowledge.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileKindTests {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!doctype html><p>x",
                " \n<html lang=en>",
                "<?xml version='1.0'?> <!-- a --> <!-- b --><HTML >",
                "<!-- a -- b --><head>"
            })
    void aPageIsKnownByItsBeginning(String text) {
        assertThat(kind(text)).isEqualTo("text/html");
    }

    @Test
    void commentsWithoutEndAreNoDeeperThanOne() {
        assertThat(kind("<!---->".repeat(FileKind.HEAD / 7))).isEqualTo("text/plain");
        assertThat(kind("<!---->".repeat(FileKind.HEAD / 7 - 2) + "<html>")).isEqualTo("text/html");
    }

    private static String kind(String text) {
        return FileKind.of(text.getBytes(StandardCharsets.UTF_8), "unnamed").mediaType();
    }
}
