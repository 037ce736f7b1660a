package app.parley.admin;

import app.parley.account.RegistrationPolicy;
import app.parley.account.Role;
import app.parley.account.SecondFactorPolicy;
import app.parley.knowledge.DefaultEmbeddingModel;
import app.parley.model.DefaultModelSetting;
import app.parley.model.Models;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/admin/settings")
class SettingsController {
    private static final Pattern MODEL_ID = Pattern.compile("[\\x21-\\x7e]{1,300}");

    private final RegistrationPolicy registration;
    private final SecondFactorPolicy secondFactor;
    private final DefaultModelSetting defaultModel;
    private final Models models;
    private final DefaultEmbeddingModel defaultEmbeddingModel;

    SettingsController(
            RegistrationPolicy registration,
            SecondFactorPolicy secondFactor,
            DefaultModelSetting defaultModel,
            Models models,
            DefaultEmbeddingModel defaultEmbeddingModel) {
        this.registration = registration;
        this.secondFactor = secondFactor;
        this.defaultModel = defaultModel;
        this.models = models;
        this.defaultEmbeddingModel = defaultEmbeddingModel;
    }

    /**
     * @param defaultModel null: the first real model, else the Guide
     * @param secondFactorRoles whoever has one of these roles must have a second factor
     * @param defaultEmbeddingModel of new collections; null: the one inside Parley
     */
    record Settings(
            @Nullable String defaultModel,
            boolean registrationOpen,
            Set<Role> secondFactorRoles,
            @Nullable String defaultEmbeddingModel) {}

    /** What is left out stays as it is; null takes a choice back. */
    record SettingsChange(
            @Schema(types = {"string", "null"}) @Nullable JsonNode defaultModel,
            @Nullable Boolean registrationOpen,
            @Nullable Set<@NotNull Role> secondFactorRoles,
            @Schema(types = {"string", "null"}) @Nullable JsonNode defaultEmbeddingModel) {}

    @GetMapping
    Settings settings() {
        return new Settings(
                defaultModel.chosen().orElse(null),
                registration.isOpen(),
                secondFactor.roles(),
                defaultEmbeddingModel.chosen().orElse(null));
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Settings change(@Valid @RequestBody SettingsChange change) {
        if (change.defaultModel() != null) {
            defaultModel.choose(modelId(change.defaultModel()));
        }
        if (change.registrationOpen() != null) {
            registration.setOpen(change.registrationOpen());
        }
        if (change.secondFactorRoles() != null) {
            secondFactor.require(change.secondFactorRoles());
        }
        if (change.defaultEmbeddingModel() != null) {
            defaultEmbeddingModel.choose(modelName(change.defaultEmbeddingModel()));
        }
        return settings();
    }

    private static @Nullable String modelName(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        var text = value.isString() ? value.asString() : "";
        if (!MODEL_ID.matcher(text).matches()) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "A default model is the id of a model, or null.");
        }
        return text;
    }

    private @Nullable String modelId(JsonNode value) {
        var text = modelName(value);
        if (text != null && models.find(text).isEmpty()) {
            throw new ParleyException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "This model is not connected. Please choose one from the list.");
        }
        return text;
    }
}
