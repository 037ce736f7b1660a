package app.parley.admin;

import app.parley.account.RegistrationPolicy;
import app.parley.model.DefaultModelSetting;
import app.parley.model.Models;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.swagger.v3.oas.annotations.media.Schema;
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
    private final DefaultModelSetting defaultModel;
    private final Models models;

    SettingsController(
            RegistrationPolicy registration, DefaultModelSetting defaultModel, Models models) {
        this.registration = registration;
        this.defaultModel = defaultModel;
        this.models = models;
    }

    /**
     * @param defaultModel null: the first real model, else the Guide
     */
    record Settings(@Nullable String defaultModel, boolean registrationOpen) {}

    /** What is left out stays as it is; a null default model takes the choice back. */
    record SettingsChange(
            @Schema(types = {"string", "null"}) @Nullable JsonNode defaultModel,
            @Nullable Boolean registrationOpen) {}

    @GetMapping
    Settings settings() {
        return new Settings(defaultModel.chosen().orElse(null), registration.isOpen());
    }

    @PatchMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    Settings change(@RequestBody SettingsChange change) {
        if (change.defaultModel() != null) {
            defaultModel.choose(modelId(change.defaultModel()));
        }
        if (change.registrationOpen() != null) {
            registration.setOpen(change.registrationOpen());
        }
        return settings();
    }

    private @Nullable String modelId(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        var text = value.isString() ? value.asString() : "";
        if (!MODEL_ID.matcher(text).matches()) {
            throw new ParleyException(
                    ErrorCode.INVALID_REQUEST, "The default model is the id of a model, or null.");
        }
        if (models.find(text).isEmpty()) {
            throw new ParleyException(
                    ErrorCode.MODEL_UNAVAILABLE,
                    "This model is not connected. Please choose one from the list.");
        }
        return text;
    }
}
