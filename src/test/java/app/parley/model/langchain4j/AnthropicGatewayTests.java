package app.parley.model.langchain4j;

import app.parley.model.gateway.ModelGateway;
import app.parley.model.gateway.ModelGatewayContract;
import app.parley.model.gateway.ProviderKind;
import app.parley.model.http.ProviderHttp;

class AnthropicGatewayTests extends ModelGatewayContract {
    @Override
    protected ModelGateway gateway(ProviderHttp http) {
        return new AnthropicGateway(http);
    }

    @Override
    protected ProviderKind kind() {
        return ProviderKind.ANTHROPIC;
    }

    @Override
    protected String path() {
        return "/v1";
    }
}
