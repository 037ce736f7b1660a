package app.parley.platform.config;

import jakarta.validation.Validation;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.validation.annotation.Validated;

/**
 * Binds every settings record before anything is made of them, so that whoever runs Parley reads
 * all that is wrong at once, by the names that they know: the environment variables'.
 */
class SettingsCheck implements BeanFactoryPostProcessor {
    private static final Logger log = LoggerFactory.getLogger(SettingsCheck.class);
    private static final int LAST_PORT = 65_535;

    private final ConfigurableEnvironment environment;

    SettingsCheck(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        var names = SettingNames.of(environment);
        var problems = new ArrayList<String>();
        var secrets =
                new SecretFiles(
                        environment
                                .getProperty("parley.env", "")
                                .equalsIgnoreCase(ParleyProperties.Env.PRODUCTION.name()));
        if (environment.getPropertySources().get(SettingsLoader.SOURCE)
                instanceof SettingsLoader.Lines lines) {
            problems.addAll(lines.problems());
            secrets.lookAtSettings(lines, names);
        }
        problems.addAll(names.refused(environment));
        var collector = new Collector(environment, names, problems);
        var binder = Binder.get(environment);
        var port = check(binder, collector, "server.port", Integer.class);
        if (port != null && (port < 0 || port > LAST_PORT)) {
            collector.add("server.port", "must be from 0 to " + LAST_PORT);
        }
        check(binder, collector, "server.address", InetAddress.class);
        checkChoice(names, problems, "parley.log-level", SettingsLoader.LOG_LEVELS);
        checkChoice(names, problems, "parley.log-format", Set.of("text", "json"));
        for (var type : settingsTypes(factory)) {
            checkRecord(binder, collector, type);
        }
        var dataDir = check(binder, collector, "parley.data-dir", Path.class);
        if (dataDir != null) {
            problems.addAll(DataDirectory.problemsOf(dataDir));
            secrets.lookAtKey(dataDir.resolve(DataDirectory.KEY));
        }
        problems.addAll(secrets.problems());
        if (!problems.isEmpty()) {
            throw new BadSettings(problems);
        }
        secrets.warnings().forEach(log::warn);
        names.misspelled(environment).forEach(log::warn);
    }

    private static List<Class<?>> settingsTypes(ConfigurableListableBeanFactory factory) {
        var types = new ArrayList<Class<?>>();
        for (var bean : factory.getBeanNamesForAnnotation(ConfigurationProperties.class)) {
            var type = factory.getType(bean, false);
            if (type != null && type.isRecord() && type.getName().startsWith("app.parley.")) {
                types.add(type);
            }
        }
        return types;
    }

    private static <T> @Nullable T check(
            Binder binder, Collector collector, String name, Class<T> type) {
        return binder.bind(ConfigurationPropertyName.of(name), Bindable.of(type), collector)
                .orElse(null);
    }

    private void checkChoice(
            SettingNames names, List<String> problems, String property, Set<String> choices) {
        var value = environment.getProperty(property, "");
        if (!value.isEmpty() && !choices.contains(value.toLowerCase(Locale.ROOT))) {
            problems.add(
                    "%s must be one of %s, not '%s'."
                            .formatted(
                                    names.of(property),
                                    choices.stream().sorted().collect(Collectors.joining(", ")),
                                    value));
        }
    }

    private static void checkRecord(Binder binder, Collector collector, Class<?> type) {
        var annotation = type.getAnnotation(ConfigurationProperties.class);
        var prefix = ConfigurationPropertyName.of(annotation.value());
        var bound = binder.bindOrCreate(prefix, Bindable.of(type), collector);
        if (bound == null || !type.isAnnotationPresent(Validated.class)) {
            return;
        }
        try (var validators = Validation.buildDefaultValidatorFactory()) {
            for (var violation : validators.getValidator().validate(bound)) {
                collector.add(
                        prefix + "." + SettingNames.kebab(violation.getPropertyPath().toString()),
                        violation.getMessage());
            }
        }
    }

    /** Goes on after a bad value, with the default in its place, to find the next. */
    private static final class Collector extends AbstractBindHandler {
        private final ConfigurableEnvironment environment;
        private final SettingNames names;
        private final List<String> problems;

        Collector(ConfigurableEnvironment environment, SettingNames names, List<String> problems) {
            this.environment = environment;
            this.names = names;
            this.problems = problems;
        }

        void add(String property, String sentence) {
            problems.add(names.of(property) + " " + sentence + ".");
        }

        @Override
        public @Nullable Object onFailure(
                ConfigurationPropertyName name,
                Bindable<?> target,
                BindContext context,
                Exception failed) {
            if (causeOf(failed, SettingsProblem.Several.class)
                    instanceof SettingsProblem.Several several) {
                several.problems()
                        .forEach(problem -> add(name + "." + problem.key(), problem.sentence()));
            } else {
                var value = environment.getProperty(name.toString());
                add(
                        name.toString(),
                        sentence(target, failed)
                                + (value == null || names.isSecret(name.toString())
                                        ? ""
                                        : ", not '" + value + "'"));
            }
            return null;
        }

        private static String sentence(Bindable<?> target, Exception failed) {
            var type = target.getType().resolve(Object.class);
            if (type == int.class
                    || type == Integer.class
                    || type == long.class
                    || type == Long.class) {
                return "must be a whole number";
            }
            if (type == boolean.class || type == Boolean.class) {
                return "must be true or false";
            }
            if (type == Duration.class) {
                return "must be a duration such as 30s or 5m";
            }
            if (type == URI.class) {
                return "must be an address such as https://chat.example.org";
            }
            if (type == InetAddress.class) {
                return "must be an address of this machine such as 127.0.0.1 or 0.0.0.0";
            }
            if (type.isEnum()) {
                return "must be one of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(
                                        constant ->
                                                SettingNames.kebab(
                                                                constant.toString()
                                                                        .toLowerCase(Locale.ROOT))
                                                        .replace('_', '-'))
                                .collect(Collectors.joining(", "));
            }
            var told = innermost(failed);
            return told instanceof IllegalArgumentException && told.getMessage() != null
                    ? told.getMessage()
                    : "has an impossible value";
        }

        private static Throwable innermost(Throwable thrown) {
            var cause = thrown;
            while (cause.getCause() != null
                    && (cause instanceof ConversionException
                            || cause instanceof ConversionFailedException
                            || cause instanceof ConverterNotFoundException
                            || cause.getCause() instanceof IllegalArgumentException
                            || !(cause instanceof IllegalArgumentException))) {
                cause = cause.getCause();
            }
            return cause;
        }

        private static @Nullable Throwable causeOf(Throwable thrown, Class<?> type) {
            Throwable cause = thrown;
            while (cause != null && !type.isInstance(cause)) {
                cause = cause.getCause();
            }
            return cause;
        }
    }
}
