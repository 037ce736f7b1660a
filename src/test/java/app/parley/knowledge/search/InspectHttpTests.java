package app.parley.knowledge.search;

import static org.assertj.core.api.Assertions.assertThat;

import app.parley.support.HttpTests;
import app.parley.support.Library;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** How a question is looked up, as the inspector shows it. */
class InspectHttpTests extends HttpTests {
    @Test
    void everyPassageSaysWhyItIsReadOrNot() throws InterruptedException {
        var anna = newPerson();
        var library = Library.make(anna, "{\"name\": \"Pumps\", \"passageTokens\": 60}");
        var manual = new StringBuilder("# The Zephyr pump\n");
        for (var part : new String[] {"membrane", "valve", "chamber", "gasket", "inlet"}) {
            manual.append(
                    "\n## The %s\n\nReplace the %s of the Zephyr pump every year.\n"
                            .formatted(part, part));
        }
        library.addReady("manual.md", manual.toString());
        library.addReady("copy.txt", "# Note\n\nReplace the valve of the Zephyr pump every year.");
        library.addReady("garden.md", "# Garden\n\nRoses are cut in March.");

        var found = inspect(library, "When is the valve of the Zephyr pump replaced?");
        assertThat(found.path("gate").path("passed").asBoolean()).isTrue();
        assertThat(found.path("gate").path("bm25").asDouble()).isPositive();
        assertThat(found.path("gate").path("cosine").asDouble()).isBetween(0.4, 1.0);
        assertThat(found.path("tookMillis").isNumber()).isTrue();
        var items = found.path("items");
        assertThat(items).hasSizeGreaterThan(4);
        var reasons = new HashSet<String>();
        int rank = 0;
        for (var item : items) {
            assertThat(item.path("fused").path("rank").asInt()).isEqualTo(++rank);
            assertThat(item.path("used").asBoolean())
                    .isEqualTo(item.path("reason").asString().equals("used"));
            assertThat(item.path("bm25").isNull() && item.path("vector").isNull()).isFalse();
            assertThat(item.path("text").asString())
                    .hasSize(item.path("end").asInt() - item.path("start").asInt());
            reasons.add(item.path("reason").asString());
        }
        assertThat(items.get(0).path("text").asString()).contains("valve");
        assertThat(items.get(0).path("bm25").path("rank").asInt()).isPositive();
        assertThat(reasons).contains("used", "too-many-from-document");
    }

    @Test
    void whatBearsOnNothingIsBelowTheGate() throws InterruptedException {
        var library = Library.make(newPerson(), "{\"name\": \"Garden\"}");
        library.addReady("garden.md", "# Garden\n\nRoses are cut in March.");
        var found = inspect(library, "What is the capital of France?");
        assertThat(found.path("gate").path("passed").asBoolean()).isFalse();
        assertThat(found.path("items").get(0).path("reason").asString()).isEqualTo("below-gate");
    }

    @Test
    void onlyWhoMayReadTheCollectionInspectsIt() {
        var library = Library.make(newPerson(), "{\"name\": \"Mine\"}");
        newPerson()
                .post(library.path() + "/inspect", "{\"query\": \"anything\"}")
                .expectProblem(404, "not-found");
        library.api()
                .post(library.path() + "/inspect", "{\"query\": \" \"}")
                .expectProblem(400, "invalid-request");
    }

    private static JsonNode inspect(Library library, String query) {
        return library.api()
                .post(library.path() + "/inspect", "{\"query\": \"%s\"}".formatted(query))
                .expect(200)
                .json();
    }
}
