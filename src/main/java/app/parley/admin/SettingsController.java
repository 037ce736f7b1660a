package app.parley.admin;

import app.parley.account.PasswordRules;
import app.parley.account.RegistrationPolicy;
import app.parley.account.Role;
import app.parley.account.SecondFactorPolicy;
import app.parley.account.SignUp;
import app.parley.knowledge.DefaultEmbeddingModel;
import app.parley.model.DefaultModelSetting;
import app.parley.model.Models;
import app.parley.platform.error.ErrorCode;
import app.parley.platform.error.ParleyException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
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
    private final PasswordRules passwords;
    private final DefaultModelSetting defaultModel;
    private final Models models;
    private final DefaultEmbeddingModel defaultEmbeddingModel;

    SettingsController(
            RegistrationPolicy registration,
            SecondFactorPolicy secondFactor,
            PasswordRules passwords,
            DefaultModelSetting defaultModel,
            Models models,
            DefaultEmbeddingModel defaultEmbeddingModel) {
        this.registration = registration;
        this.secondFactor = secondFactor;
        this.passwords = passwords;
        this.defaultModel = defaultModel;
        this.models = models;
        this.defaultEmbeddingModel = defaultEmbeddingModel;
    }

    /**
     * @param defaultModel null: the first real model, else the Guide
     * @param secondFactorRoles whoever has one of these roles must have a second factor
     * @param registrationOpen false where nobody can make an account
     * @param defaultEmbeddingModel of new collections; null: the one inside Parley
     * @param signUp who may make an account
     * @param signUpDomains whose addresses, where signUp is domains
     * @param emailRequired whether people confirm an address before they come in
     * @param passwordMinLength the fewest characters of a password that stands alone
     * @param breachCheck whether passwords are looked up among stolen ones, by a service outside
     */
    record Settings(
            @Nullable String defaultModel,
            boolean registrationOpen,
            Set<Role> secondFactorRoles,
            @Nullable String defaultEmbeddingModel,
            SignUp signUp,
            List<String> signUpDomains,
            boolean emailRequired,
            int passwordMinLength,
            boolean breachCheck) {}

    /** What is left out stays as it is; null takes a choice back. */
    record SettingsChange(
            @Schema(types = {"string", "null"}) @Nullable JsonNode defaultModel,
            @Nullable Boolean registrationOpen,
            @Nullable Set<@NotNull Role> secondFactorRoles,
            @Schema(types = {"string", "null"}) @Nullable JsonNode defaultEmbeddingModel,
            @Nullable String signUp,
            @Nullable List<@NotNull String> signUpDomains,
            @Nullable Boolean emailRequired,
            @Nullable Integer passwordMinLength,
            @Nullable Boolean breachCheck) {}

    @GetMapping
    Settings settings() {
        return new Settings(
                defaultModel.chosen().orElse(null),
                registration.isOpen(),
                secondFactor.roles(),
                defaultEmbeddingModel.chosen().orElse(null),
                registration.signUp(),
                registration.domains(),
                registration.isEmailRequired(),
                passwords.shortest(),
                passwords.isBreachChecked());
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
        changeSignUp(change);
        if (change.passwordMinLength() != null) {
            passwords.setShortest(change.passwordMinLength());
        }
        if (change.breachCheck() != null) {
            passwords.setBreachChecked(change.breachCheck());
        }
        return settings();
    }

    private void changeSignUp(SettingsChange change) {
        if (change.signUpDomains() != null) {
            registration.setDomains(change.signUpDomains());
        }
        if (change.emailRequired() != null) {
            registration.setEmailRequired(change.emailRequired());
        }
        if (change.signUp() != null) {
            registration.setSignUp(
                    SignUp.of(change.signUp())
                            .orElseThrow(
                                    () ->
                                            new ParleyException(
                                                    ErrorCode.INVALID_REQUEST,
                                                    "signUp is open, domains, invitation, approval or closed.")));
        }
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
