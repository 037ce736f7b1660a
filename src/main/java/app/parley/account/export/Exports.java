package app.parley.account.export;

import app.parley.account.CurrentUser;
import app.parley.platform.audit.Audit;
import app.parley.platform.blob.BlobStore;
import app.parley.platform.db.Transactions;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import app.parley.platform.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What people do with copies of their own data: ask for one, and fetch it. */
@Service
class Exports {
    private final JdbcExportStore store;
    private final ExportWork work;
    private final BlobStore files;
    private final Transactions transactions;
    private final Audit audit;
    private final Clock clock;

    Exports(
            JdbcExportStore store,
            ExportWork work,
            BlobStore files,
            Transactions transactions,
            Audit audit,
            Clock clock) {
        this.store = store;
        this.work = work;
        this.files = files;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** An archive to be read once. */
    record Archive(ExportRow row, InputStream content) {}

    /**
     * @throws ParleyException {@code conflict} while one is being made
     */
    ExportRow begin(CurrentUser user) {
        var id = Ids.newId();
        var now = clock.instant();
        var entry =
                Audit.entry("account.export-asked")
                        .on("account", user.userId())
                        .detail("export", id);
        transactions.transaction(
                () -> {
                    if (!store.add(user.userId(), id, now, now.plus(ExportWork.KEPT))) {
                        throw new ParleyException(
                                ErrorCode.CONFLICT,
                                "An export is being prepared already. Please wait for it.");
                    }
                    audit.record(entry);
                    return id;
                });
        work.wake();
        return find(user, id);
    }

    List<ExportRow> list(CurrentUser user) {
        return store.of(user.userId());
    }

    /**
     * @throws ParleyException {@code not-found} if it is not ready, not there, or another's
     */
    Archive open(CurrentUser user, UUID id) {
        var row = find(user, id);
        var blob = row.blob();
        if (blob == null || !row.expiresAt().isAfter(clock.instant())) {
            throw missing();
        }
        try {
            var content = files.open(blob);
            audit.record(
                    Audit.entry("account.export-fetched")
                            .on("account", user.userId())
                            .detail("export", id));
            return new Archive(row, content);
        } catch (IOException gone) {
            throw new UncheckedIOException("the archive of the export " + id + " is gone", gone);
        }
    }

    private ExportRow find(CurrentUser user, UUID id) {
        return store.find(user.userId(), id).orElseThrow(Exports::missing);
    }

    private static ParleyException missing() {
        return new ParleyException(
                ErrorCode.NOT_FOUND, "There is no such export, or it is not ready.");
    }
}
