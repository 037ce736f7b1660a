package app.parley.platform.docs;

import app.parley.platform.web.Problem;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.io.IOException;
import java.time.Duration;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The OpenAPI document ({@code /v3/api-docs}) and the files of its page ({@code /docs}). */
@Configuration(proxyBeanMethods = false)
class DocsConfiguration implements WebMvcConfigurer {
    private static final String BEARER = "bearer";
    private static final String WEBJAR = "META-INF/resources/webjars/swagger-ui/";

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry registry) {
        registry.addResourceHandler("/docs/*.js", "/docs/*.css")
                .addResourceLocations("classpath:/api-docs/", "classpath:/" + swaggerUi())
                .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)));
    }

    /** The folder is named after the version, which the build decides. */
    private static String swaggerUi() {
        try {
            var found =
                    new PathMatchingResourcePatternResolver()
                            .getResources("classpath*:" + WEBJAR + "*/swagger-ui.css");
            var path = found[0].getURL().getPath();
            var start = path.indexOf(WEBJAR);
            return path.substring(start, path.lastIndexOf('/') + 1);
        } catch (IOException | ArrayIndexOutOfBoundsException missing) {
            throw new IllegalStateException("the jar holds no Swagger UI", missing);
        }
    }

    @Bean
    OpenAPI api(ObjectProvider<BuildProperties> build) {
        var version = build.getIfAvailable();
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Parley")
                                .version(version == null ? "development" : version.getVersion())
                                .description(
                                        """
                                        Sign in with `POST /api/v1/auth/login` and send the answer's `accessToken` as
                                        `Authorization: Bearer …`. It lives 5 minutes; `POST /api/v1/auth/refresh` gives a new
                                        one for the refresh cookie.

                                        JSON is camelCase, times are ISO 8601 in UTC, ids are UUIDs, lists are
                                        `{"items": […], "nextCursor": …}`. Unknown fields in a body are refused. Every
                                        failure is a problem (RFC 9457) with a stable `code` and the `requestId` under
                                        which the server's log has it.""")
                                .license(
                                        new License()
                                                .name("Apache-2.0")
                                                .url(
                                                        "https://www.apache.org/licenses/LICENSE-2.0")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme("bearer")
                                                .bearerFormat("JWT")
                                                .description("The access token of a session")))
                // Relative to the document: right at any address, whatever a Host header says.
                .addServersItem(new Server().url(".."))
                .addSecurityItem(new SecurityRequirement().addList(BEARER));
    }

    /** Every operation can fail, and always in the same shape. */
    @Bean
    OperationCustomizer problemAnswers() {
        return (operation, handler) -> {
            addProblem(operation);
            return operation;
        };
    }

    @Bean
    OpenApiCustomizer problemSchema() {
        return api ->
                ModelConverters.getInstance(true)
                        .readAll(Problem.class)
                        .forEach(api.getComponents()::addSchemas);
    }

    private static void addProblem(Operation operation) {
        operation
                .getResponses()
                .addApiResponse(
                        "default",
                        new ApiResponse()
                                .description("What went wrong")
                                .content(
                                        new Content()
                                                .addMediaType(
                                                        "application/problem+json",
                                                        new MediaType()
                                                                .schema(
                                                                        new Schema<>()
                                                                                .$ref(
                                                                                        "#/components/schemas/Problem")))));
    }
}
