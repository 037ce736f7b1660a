package app.parley.platform.docs;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;

/** What may be null in a request may be left out of it too; answers always say it. */
@Component
@SuppressWarnings("rawtypes") // as the library's own types are
class OptionalInput implements GlobalOpenApiCustomizer {
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public void customise(OpenAPI api) {
        if (api.getPaths() == null || api.getComponents() == null) {
            return;
        }
        Map<String, Schema> schemas = api.getComponents().getSchemas();
        var seen = new HashSet<String>();
        api.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(operation -> operation.getRequestBody())
                .filter(body -> body != null && body.getContent() != null)
                .flatMap(body -> body.getContent().values().stream())
                .forEach(content -> relax(content.getSchema(), schemas, seen));
    }

    @SuppressWarnings("unchecked")
    private static void relax(
            @Nullable Schema schema, Map<String, Schema> schemas, Set<String> seen) {
        if (schema == null) {
            return;
        }
        String reference = schema.get$ref();
        if (reference != null) {
            var name = reference.substring(REFERENCE.length());
            if (seen.add(name)) {
                relax(schemas.get(name), schemas, seen);
            }
            return;
        }
        Map<String, Schema> properties =
                Objects.requireNonNullElse(schema.getProperties(), Map.of());
        if (schema.getRequired() != null) {
            List<String> required =
                    ((List<String>) schema.getRequired())
                            .stream().filter(name -> !mayBeNull(properties.get(name))).toList();
            schema.setRequired(required.isEmpty() ? null : required);
        }
        Stream.concat(
                        properties.values().stream(),
                        Stream.ofNullable((List<Schema>) schema.getAnyOf()).flatMap(List::stream))
                .forEach(part -> relax(part, schemas, seen));
        relax(schema.getItems(), schemas, seen);
    }

    @SuppressWarnings("unchecked")
    private static boolean mayBeNull(@Nullable Schema schema) {
        if (schema == null) {
            return false;
        }
        if (schema.getTypes() != null && schema.getTypes().contains("null")) {
            return true;
        }
        return schema.getAnyOf() != null
                && ((List<Schema>) schema.getAnyOf()).stream().anyMatch(OptionalInput::mayBeNull);
    }
}
