package app.parley.account;

import java.io.IOException;
import java.util.UUID;

/**
 * What a module keeps of people. Every module that keeps something contributes one; a table that
 * none of them answers for fails a test, see {@code personal-data.csv} beside the tests.
 */
public interface PersonalData {
    /**
     * Adds everything that is this person's to the archive, read a page at a time. What may not be
     * read by the person, such as hashes of passwords, stays out.
     */
    void export(UUID person, PersonalArchive archive) throws IOException;

    /**
     * Deletes everything that is this person's, in the caller's transaction. Called again for the
     * same person some minutes later, for what requests wrote that were on their way; then, and for
     * somebody who has nothing, there may be nothing to delete.
     *
     * @return what was deleted, and what there is to do once that is committed
     */
    Erased erase(UUID person);
}
