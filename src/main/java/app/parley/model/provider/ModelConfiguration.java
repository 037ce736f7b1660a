package app.parley.model.provider;

import app.parley.model.embedding.GeminiEmbeddings;
import app.parley.model.embedding.OllamaEmbeddings;
import app.parley.model.embedding.OpenAiEmbeddings;
import app.parley.model.gateway.EmbeddingGateway;
import app.parley.model.gateway.ModelGateway;
import app.parley.model.http.Deadlines;
import app.parley.model.http.ProviderHttp;
import app.parley.model.langchain4j.AnthropicGateway;
import app.parley.model.langchain4j.GeminiGateway;
import app.parley.model.langchain4j.OllamaGateway;
import app.parley.model.openai.OpenAiGateway;
import app.parley.model.openai.OpenAiModeration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateways of each kind of provider. */
@Configuration(proxyBeanMethods = false)
class ModelConfiguration {
    @Bean
    ProviderHttp providerHttp(ModelProperties settings) {
        return new ProviderHttp(new Deadlines(settings.connectTimeout(), settings.idleTimeout()));
    }

    @Bean
    ModelGateway openAiGateway(ProviderHttp http) {
        return new OpenAiGateway(http);
    }

    @Bean
    ModelGateway geminiGateway(ProviderHttp http) {
        return new GeminiGateway(http);
    }

    @Bean
    ModelGateway anthropicGateway(ProviderHttp http) {
        return new AnthropicGateway(http);
    }

    @Bean
    ModelGateway ollamaGateway(ProviderHttp http) {
        return new OllamaGateway(http);
    }

    @Bean
    OpenAiModeration openAiModeration(ProviderHttp http) {
        return new OpenAiModeration(http);
    }

    @Bean
    EmbeddingGateway openAiEmbeddings(ProviderHttp http) {
        return new OpenAiEmbeddings(http);
    }

    @Bean
    EmbeddingGateway geminiEmbeddings(ProviderHttp http) {
        return new GeminiEmbeddings(http);
    }

    @Bean
    EmbeddingGateway ollamaEmbeddings(ProviderHttp http) {
        return new OllamaEmbeddings(http);
    }
}
