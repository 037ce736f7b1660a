package app.parley.platform.command;

import app.parley.platform.config.BadSettings;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;

/**
 * Runs one command with the settings and the database of the server, and without the server:
 * nothing listens, nothing is indexed, no model is asked.
 */
@ComponentScan(
        basePackages = "app.parley",
        useDefaultFilters = false,
        includeFilters = @Filter(Offline.class))
@ConfigurationPropertiesScan("app.parley")
@ImportAutoConfiguration(JacksonAutoConfiguration.class)
public class Commands {
    /** Those that {@code main} hands over; a test holds them against what there is. */
    static final Set<String> NAMES = Set.of("audit", "factors", "import", "keys", "password");

    private static final int DONE = 0;
    private static final int NOT_ALL_DONE = 1;
    private static final int WRONGLY_CALLED = 2;

    public static boolean areMeant(String... arguments) {
        return arguments.length > 0 && NAMES.contains(arguments[0]);
    }

    /**
     * @param arguments the command's name and what follows it
     * @return the exit status
     */
    public static int run(String... arguments) {
        return run(List.of(), System.out, System.err, arguments);
    }

    /**
     * @param settings as {@code --name=value}, above all others
     */
    static int run(List<String> settings, PrintStream out, PrintStream err, String... arguments) {
        var application = new SpringApplication(Commands.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        application.setDefaultProperties(Map.of("logging.level.root", "warn"));
        try (var context = application.run(settings.toArray(String[]::new))) {
            var command =
                    context.getBeansOfType(Command.class).values().stream()
                            .filter(found -> found.name().equals(arguments[0]))
                            .findFirst()
                            .orElseThrow();
            return run(command, Arrays.asList(arguments).subList(1, arguments.length), out, err);
        }
    }

    private static int run(
            Command command, List<String> arguments, PrintStream out, PrintStream err) {
        try {
            return command.run(arguments, out) ? DONE : NOT_ALL_DONE;
        } catch (CommandFailure failed) {
            err.println("parley: " + failed.sentence());
            if (failed.isWronglyCalled()) {
                err.println("usage: ./parley " + command.usage());
                return WRONGLY_CALLED;
            }
            return NOT_ALL_DONE;
        } catch (BadSettings refused) {
            err.println("parley: this cannot be done.\n" + refused.getMessage());
            return NOT_ALL_DONE;
        }
    }
}
