package app.parley.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.model.http.Deadlines;
import app.parley.model.http.ProviderHttp;
import org.junit.jupiter.api.Test;

/** The way to https and through proxies keeps every promise too. */
class OpenAiGatewayOverJdkTests extends OpenAiGatewayTests {
    @Override
    protected ProviderHttp http(Deadlines deadlines) {
        return new ProviderHttp(deadlines, true);
    }

    @Test
    void usesAConnectionAgain() throws Exception {
        var before = STUB.connectionCount();

        for (var i = 0; i < 5; i++) {
            ask("echo");
            // what follows the end of an answer is read in the background
            Thread.sleep(100);
        }

        assertThat(STUB.connectionCount() - before).isEqualTo(1);
    }
}
