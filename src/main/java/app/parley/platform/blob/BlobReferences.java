package app.parley.platform.blob;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;

/**
 * Says which files something refers to. Whoever keeps ids of files contributes one: a file that
 * nobody refers to is removed after some hours.
 */
public interface BlobReferences {
    /** Those of the files that something refers to. */
    Set<UUID> referred(Collection<UUID> blobs);
}
