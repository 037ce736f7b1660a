package app.parley.account;

import app.parley.platform.command.Offline;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id with the parameters OWASP recommends (19 MiB, 2 passes). Each hash costs tens of
 * milliseconds of a core on purpose, so hashes run on a small pool with a bounded queue: a flood of
 * sign-ins waits for itself and leaves the chats their cores.
 *
 * <p>Hashes that people brought from elsewhere are bcrypt's; they are checked, and never made.
 */
@Component
@Offline
class PasswordHasher implements AutoCloseable {
    private static final Pattern BCRYPT =
            Pattern.compile("\\$2[aby]?\\$(\\d\\d)\\$[./0-9A-Za-z]{53}");

    /** Beyond it one sign-in takes seconds of a core. */
    private static final int HIGHEST_BCRYPT_COST = 14;

    private static final int QUEUE = 512;
    private static final int RETRY_SECONDS = 5;

    private final Argon2PasswordEncoder argon2;
    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
    private final ThreadPoolExecutor pool;
    private final Future<String> nobodysHash;

    PasswordHasher() {
        this(new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2));
    }

    PasswordHasher(Argon2PasswordEncoder argon2) {
        this.argon2 = argon2;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
        pool =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().daemon().name("password-hash-", 0).factory());
        pool.allowCoreThreadTimeOut(true);
        nobodysHash = pool.submit(() -> argon2.encode("nobody has this password"));
    }

    String hash(String password) {
        return await(submit(() -> argon2.encode(PasswordPolicy.normalized(password))));
    }

    /** Whether a hash from elsewhere is one that passwords can be held against. */
    static boolean canCheck(String hash) {
        var bcrypt = BCRYPT.matcher(hash);
        return bcrypt.matches() && Integer.parseInt(bcrypt.group(1)) <= HIGHEST_BCRYPT_COST;
    }

    /** Whether the hash should be made again while the password is known. */
    boolean isOutdated(String hash) {
        return BCRYPT.matcher(hash).matches();
    }

    /** Whether the password has this hash. Without a hash it takes as long and says no. */
    boolean matches(String password, @Nullable String hash) {
        var compared = hash == null ? await(nobodysHash) : hash;
        boolean same = await(submit(() -> isHashOf(password, compared)));
        return same && hash != null;
    }

    /** Others hashed what was typed, as it was typed. */
    private boolean isHashOf(String password, String hash) {
        return BCRYPT.matcher(hash).matches()
                ? bcrypt.matches(password, hash)
                : argon2.matches(PasswordPolicy.normalized(password), hash);
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    private <T> Future<T> submit(Callable<T> work) {
        try {
            return pool.submit(work);
        } catch (RejectedExecutionException full) {
            throw new ParleyException(
                    ErrorCode.RATE_LIMITED,
                    "Too many people are signing in at this moment. Please try again soon.",
                    Map.of("retryAfterSeconds", RETRY_SECONDS));
        }
    }

    private static <T> T await(Future<T> work) {
        try {
            return work.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing a password", interrupted);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("cannot hash a password", failed.getCause());
        }
    }
}
