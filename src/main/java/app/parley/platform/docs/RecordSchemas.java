package app.parley.platform.docs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.type.TypeFactory;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Tells readers of the API what the compiler knows: a component of a record is always there, and
 * null only where it is {@code @Nullable}.
 */
@Component
@SuppressWarnings("rawtypes") // as the library's own types are
class RecordSchemas implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema schema = chain.next().resolve(type, context, chain);
        if (schema == null || type.getType() == null) {
            return schema;
        }
        var raw = TypeFactory.defaultInstance().constructType(type.getType()).getRawClass();
        var model = defined(schema, context);
        if (raw.isRecord() && model != null && model.getProperties() != null) {
            for (var component : raw.getRecordComponents()) {
                describe(model, component);
            }
        }
        return schema;
    }

    private static @Nullable Schema defined(Schema schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference == null
                ? schema
                : context.getDefinedModels().get(reference.substring(REFERENCE.length()));
    }

    @SuppressWarnings("unchecked")
    private static void describe(Schema model, RecordComponent component) {
        var name = nameOf(component);
        var property = (Schema) model.getProperties().get(name);
        if (property == null) {
            return;
        }
        if (model.getRequired() == null || !model.getRequired().contains(name)) {
            model.addRequiredItem(name);
        }
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
            model.getProperties().put(name, orNull(property));
        }
    }

    private static String nameOf(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null || named.value().isEmpty() ? component.getName() : named.value();
    }

    @SuppressWarnings("unchecked")
    private static Schema orNull(Schema property) {
        if (property.get$ref() != null) {
            return new JsonSchema().addAnyOfItem(property).addAnyOfItem(nothing());
        }
        if (property.getTypes() != null) {
            property.addType("null");
        }
        if (property.getEnum() != null && !property.getEnum().contains(null)) {
            property.addEnumItemObject(null);
        }
        return property;
    }

    private static Schema nothing() {
        var nothing = new JsonSchema();
        nothing.addType("null");
        return nothing;
    }
}
