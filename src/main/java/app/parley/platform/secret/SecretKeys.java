package app.parley.platform.secret;

import app.parley.platform.command.Offline;
import app.parley.platform.config.ParleyProperties;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * All keys of this installation come from one root: {@code PARLEY_SECRET_KEY}, else a file in the
 * data directory. While the root is being replaced there is a former one too, which opens what was
 * sealed before and seals nothing.
 */
@Component
@Offline
public class SecretKeys {
    private final RootKey root;
    private final @Nullable RootKey former;
    private final @Nullable KeyFile file;

    @Autowired
    SecretKeys(ParleyProperties parley) {
        var kept = new KeyFile(parley.dataDir());
        if (parley.secretKey().isBlank()) {
            file = kept;
            root = kept.orMade();
            former = kept.former().filter(this::isAnother).orElse(null);
        } else {
            file = null;
            root = RootKey.of(parley.secretKey());
            var before =
                    parley.secretKeyBefore().isBlank()
                            ? kept.existing()
                            : Optional.of(RootKey.of(parley.secretKeyBefore()));
            former = before.filter(this::isAnother).orElse(null);
        }
    }

    private SecretKeys(RootKey root, @Nullable RootKey former, KeyFile file) {
        this.root = root;
        this.former = former;
        this.file = file;
    }

    /**
     * A 256-bit key for one purpose, for what lives shorter than the root: the same purpose gives
     * the same key until the root is replaced.
     *
     * @param algorithm the key's algorithm, such as {@code AES} or {@code HmacSHA256}
     */
    public SecretKey derive(String purpose, String algorithm) {
        return root.derive(purpose, algorithm);
    }

    /** A process that died between two steps of a replacement leaves the same key twice. */
    private boolean isAnother(RootKey candidate) {
        return !candidate.id().equals(root.id());
    }

    /** Whether {@link #replaced} gives another root than the former one. */
    public boolean canBeReplaced() {
        return file != null || former != null;
    }

    /** Which root seals now. */
    public String rootId() {
        return root.id();
    }

    /** The root of now and the former one, if there is one. */
    Stream<RootKey> roots() {
        return Stream.concat(Stream.of(root), Optional.ofNullable(former).stream());
    }

    /**
     * These keys with a new root, and the one of now as the former. Of roots that are a file alone:
     * one of the settings is replaced there.
     *
     * @return the same keys, if the root is not a file or if a former one is still there
     */
    public SecretKeys replaced() {
        if (file == null || former != null) {
            return this;
        }
        file.replace();
        return new SecretKeys(file.orMade(), root, file);
    }

    /** Drops the former root, once nothing needs it. */
    public void forgetFormer() {
        if (file != null) {
            file.forgetFormer();
        }
    }
}
