package app.parley.platform.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTests {
    record Inner(String word) {}

    record Outer(
            String always,
            @Nullable String maybe,
            @JsonProperty("continue") @Nullable Inner goOn,
            Inner inner) {}

    private final Map<String, Schema> schemas = read();

    private static Map<String, Schema> read() {
        var converters = new ModelConverters(true);
        converters.addConverter(new RecordSchemas());
        return converters.readAll(Outer.class);
    }

    @Test
    void requiresEveryComponentUnderItsNameInJson() {
        assertThat(schemas.get("Outer").getRequired())
                .containsExactlyInAnyOrder("always", "maybe", "continue", "inner");
        assertThat(schemas.get("Inner").getRequired()).containsExactly("word");
    }

    @Test
    void saysNullOnlyOfWhatMayBeNull() {
        Map<String, Schema> properties = schemas.get("Outer").getProperties();
        assertThat(properties.get("always").getTypes()).containsExactly("string");
        assertThat(properties.get("maybe").getTypes()).containsExactlyInAnyOrder("string", "null");
        assertThat(properties.get("inner").get$ref()).endsWith("/Inner");
        assertThat(properties.get("continue").getAnyOf()).hasSize(2);
    }

    @Test
    void letsARequestLeaveOutWhatMayBeNull() {
        var body =
                new RequestBody()
                        .content(
                                new Content()
                                        .addMediaType(
                                                "application/json",
                                                new MediaType()
                                                        .schema(
                                                                new Schema<>()
                                                                        .$ref(
                                                                                "#/components/schemas/Outer"))));
        var api =
                new OpenAPI()
                        .components(new Components().schemas(schemas))
                        .paths(
                                new Paths()
                                        .addPathItem(
                                                "/things",
                                                new PathItem()
                                                        .post(new Operation().requestBody(body))));

        new OptionalInput().customise(api);

        assertThat(schemas.get("Outer").getRequired()).containsExactlyInAnyOrder("always", "inner");
        assertThat(schemas.get("Inner").getRequired()).containsExactly("word");
    }
}
