package app.parley.platform.secret;

import app.parley.platform.command.Offline;
import app.parley.platform.config.ParleyProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/**
 * All keys of this installation, derived by HKDF (RFC 5869) from one root: {@code
 * PARLEY_SECRET_KEY}, else a file in the data directory that is made at the first start and
 * readable by its owner alone.
 */
@Component
@Offline
public class SecretKeys {
    private static final String FILE = "secret.key";

    private final byte[] root;

    SecretKeys(ParleyProperties parley) {
        root =
                parley.secretKey().isBlank()
                        ? generatedOnce(parley.dataDir().resolve(FILE))
                        : parley.secretKey().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A 256-bit key for one purpose; the same purpose always gives the same key.
     *
     * @param algorithm the key's algorithm, such as {@code AES} or {@code HmacSHA256}
     */
    public SecretKey derive(String purpose, String algorithm) {
        var parameters =
                HKDFParameterSpec.ofExtract()
                        .addIKM(root)
                        .thenExpand(("parley/" + purpose).getBytes(StandardCharsets.UTF_8), 32);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, parameters);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the JDK has no HKDF-SHA256", impossible);
        }
    }

    private static byte[] generatedOnce(Path file) {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read or create the key file " + file, failed);
        }
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        var key = new byte[32];
        new SecureRandom().nextBytes(key);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var text = Base64.getEncoder().encodeToString(key) + "\n";
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(text));
        } catch (FileAlreadyExistsException anotherProcessWasFirst) {
            // its key is the key
        }
    }
}
