package app.parley.model.provider;

import app.parley.model.DefaultModelSetting;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.http.Deadlines;
import app.parley.model.http.ProviderHttp;
import app.parley.model.langchain4j.OllamaGateway;
import app.parley.model.openai.OpenAiGateway;
import app.parley.platform.config.SettingStore;
import app.parley.platform.db.Database;
import app.parley.platform.secret.SecretBox;
import app.parley.platform.secret.SecretBoxes;
import app.parley.support.RecordedAudit;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/**
 * The module's parts, put together by hand over a real database, and started as often as needed.
 */
final class ModelFixture implements AutoCloseable {
    private static final SecretBox SECRETS = SecretBoxes.forTests();

    private final Database database;
    private final boolean ownsDatabase;
    private final Map<String, String> settings;
    private final List<ProviderHttp> clients = new ArrayList<>();

    Catalogue catalogue;
    Providers providers;
    DefaultModelSetting defaultModel;
    ConnectedModels models;

    ModelFixture(Database database) {
        this(database, true, new HashMap<>());
    }

    private ModelFixture(Database database, boolean ownsDatabase, Map<String, String> settings) {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        this.settings = settings;
    }

    /** Another process on the same database. */
    ModelFixture another() {
        return new ModelFixture(database, false, settings);
    }

    void start(Map<String, String> properties) {
        stop();
        Map<String, Object> source = new HashMap<>();
        source.put("parley.model.discover-ollama", "false");
        source.put("parley.model.start-wait", "1s");
        properties.forEach((name, value) -> source.put("parley.model." + name, value));
        var model =
                new Binder(new MapConfigurationPropertySource(source))
                        .bindOrCreate("parley.model", ModelProperties.class);
        var http = new ProviderHttp(new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(2)));
        clients.add(http);
        var rows = new JdbcProviderStore(database, Clock.systemUTC());
        List<ModelGateway> gateways = List.of(new OpenAiGateway(http), new OllamaGateway(http));
        var byKind = new Gateways(gateways);
        catalogue =
                new Catalogue(
                        new EnvironmentProviders(model),
                        rows,
                        new Listings(
                                byKind, new JdbcListingStore(database), model, Clock.systemUTC()),
                        byKind,
                        SECRETS,
                        model);
        providers =
                new Providers(
                        rows, catalogue, SECRETS, new RecordedAudit(), database, Clock.systemUTC());
        defaultModel = new DefaultModelSetting(new MapSettings(settings));
        models = new ConnectedModels(catalogue, new DefaultModel(defaultModel, catalogue), model);
        catalogue.start();
    }

    List<String> modelIds() {
        return catalogue.entries().stream()
                .flatMap(entry -> entry.models().stream())
                .map(model -> model.id())
                .toList();
    }

    /** Everything the provider table holds. */
    String rows() {
        return database.read(sql -> sql.sql("select * from provider").query().listOfRows())
                .toString();
    }

    void moveRow(String id, String baseUrl) {
        database.change(
                sql ->
                        sql.sql("update provider set base_url = :url where id = :id")
                                .param("url", baseUrl)
                                .param("id", java.util.UUID.fromString(id))
                                .update());
    }

    @Override
    public void close() {
        stop();
        clients.forEach(ProviderHttp::close);
        if (ownsDatabase) {
            database.close();
        }
    }

    private void stop() {
        if (catalogue != null) {
            catalogue.stop();
        }
    }

    private record MapSettings(Map<String, String> values) implements SettingStore {
        @Override
        public Optional<String> find(String name) {
            return Optional.ofNullable(values.get(name));
        }

        @Override
        public void put(String name, @Nullable String value) {
            if (value == null) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
        }

        @Override
        public void remember(String name, String value) {
            values.put(name, value);
        }
    }
}
