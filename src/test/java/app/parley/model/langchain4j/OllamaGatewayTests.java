package app.parley.model.langchain4j;

import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ModelGatewayContract;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;

class OllamaGatewayTests extends ModelGatewayContract {
    @Override
    protected ModelGateway gateway(ProviderHttp http) {
        return new OllamaGateway(http);
    }

    @Override
    protected ProviderKind kind() {
        return ProviderKind.OLLAMA;
    }

    @Override
    protected String path() {
        return "";
    }
}
