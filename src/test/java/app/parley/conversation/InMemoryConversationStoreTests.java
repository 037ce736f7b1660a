package app.parley.conversation;

import app.parley.platform.db.Dialect;
import app.parley.simulation.MemoryDatabase;
import app.parley.simulation.Ports;

class InMemoryConversationStoreTests extends ConversationStoreContract {
    @Override
    protected ConversationStore store() {
        return new InMemoryConversationStore(new MemoryDatabase(Ports.direct(), Dialect.SQLITE));
    }
}
