package app.parley.platform.config;

import static java.nio.file.attribute.PosixFilePermission.GROUP_READ;
import static java.nio.file.attribute.PosixFilePermission.GROUP_WRITE;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_READ;
import static java.nio.file.attribute.PosixFilePermission.OTHERS_WRITE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * Looks whether others can read or change files that hold secrets. In production that stops the
 * start. On a laptop a file that Parley made itself is closed to them, and of the others a warning
 * tells.
 */
final class SecretFiles {
    /** The key file is nobody's but the process's. */
    private static final Set<PosixFilePermission> ALL_BUT_THE_OWNER =
            Set.of(GROUP_READ, GROUP_WRITE, OTHERS_READ, OTHERS_WRITE);

    /** A group of operators may share settings. */
    private static final Set<PosixFilePermission> EVERYBODY = Set.of(OTHERS_READ, OTHERS_WRITE);

    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");

    private final boolean strict;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * @param strict whether what is open to others stops the start
     */
    SecretFiles(boolean strict) {
        this.strict = strict;
    }

    /** What stops the start. */
    List<String> problems() {
        return problems;
    }

    List<String> warnings() {
        return warnings;
    }

    /** A file of settings that somebody wrote. */
    void lookAtSettings(SettingsLoader.Lines settings, SettingNames names) {
        var file = settings.file();
        if (!isOpen(file, EVERYBODY)) {
            return;
        }
        var told = "can be read or changed by everybody on this machine; take that from them: ";
        if (strict) {
            problems.add("The file of settings " + file + " " + told + "chmod o= " + file + ".");
        } else if (settings.holdSecrets(names)) {
            warnings.add(
                    "The file of settings "
                            + file
                            + " holds secrets and "
                            + told
                            + "chmod o= "
                            + file);
        }
    }

    /** The root of all keys, which Parley makes where none is given. */
    void lookAtKey(Path file) {
        if (!isOpen(file, ALL_BUT_THE_OWNER)) {
            return;
        }
        var told = "The key file " + file + " can be read or changed by others; ";
        if (strict) {
            problems.add(told + "take that from them: chmod 600 " + file + ".");
            return;
        }
        try {
            Files.setPosixFilePermissions(file, OWNER_ALONE);
            warnings.add(
                    told
                            + "it is its owner's alone from now on. Change it if somebody has read it.");
        } catch (IOException notOurs) {
            problems.add(told + "take that from them: chmod 600 " + file + ".");
        }
    }

    private static boolean isOpen(Path file, Set<PosixFilePermission> to) {
        try {
            return Files.exists(file)
                    && Files.getFileStore(file).supportsFileAttributeView("posix")
                    && !Collections.disjoint(Files.getPosixFilePermissions(file), to);
        } catch (IOException unreadable) {
            return false; // told of where it is read
        }
    }
}
