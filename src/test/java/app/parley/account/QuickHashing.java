package app.parley.account;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * Hashes that cost next to nothing, for tests in which thousands of people register. What a hash
 * must cost is the subject of {@link PasswordHasherTests}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class QuickHashing {
    /** Whether it is how long an answer takes that a run is about. */
    static boolean isMeasured() {
        return Integer.getInteger("parley.enumeration.samples") != null;
    }

    @Bean
    @Primary
    PasswordHasher quickHasher() {
        return isMeasured()
                ? new PasswordHasher()
                : new PasswordHasher(new Argon2PasswordEncoder(16, 32, 1, 64, 1));
    }
}
