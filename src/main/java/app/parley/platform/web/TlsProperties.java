package app.parley.platform.web;

import app.parley.platform.config.SettingsProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where the certificate is, for a Parley that speaks https itself.
 *
 * @param certificate a PEM file: the certificate and those between it and the root
 * @param key a PEM file: its private key, which nobody else may read
 */
@ConfigurationProperties("parley.web.tls")
record TlsProperties(@Nullable Path certificate, @Nullable Path key) {
    TlsProperties {
        certificate = orNull(certificate);
        key = orNull(key);
        var problems = new ArrayList<SettingsProblem>();
        if ((certificate == null) != (key == null)) {
            problems.add(
                    new SettingsProblem(
                            certificate == null ? "certificate" : "key",
                            "is needed too: a certificate and its key belong together"));
        } else if (certificate != null && key != null) {
            var worldReadable = isReadableByAll(key);
            if (worldReadable) {
                problems.add(
                        new SettingsProblem(
                                "key",
                                "can be read by everybody; take that from them: chmod o= " + key));
            }
            try {
                TlsFiles.read(certificate, key);
            } catch (IOException | RuntimeException unusable) {
                problems.add(
                        new SettingsProblem(
                                "certificate",
                                "and its key cannot be used: " + unusable.getMessage()));
            }
        }
        if (!problems.isEmpty()) {
            throw new SettingsProblem.Several(problems);
        }
    }

    boolean isOn() {
        return certificate != null;
    }

    private static @Nullable Path orNull(@Nullable Path path) {
        return path == null || path.toString().isEmpty() ? null : path;
    }

    private static boolean isReadableByAll(Path file) {
        try {
            return Files.getFileStore(file).supportsFileAttributeView("posix")
                    && Files.getPosixFilePermissions(file)
                            .contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException absent) {
            return false; // said with more words when it is read
        }
    }
}
