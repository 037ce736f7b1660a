package app.parley.chat;

import app.parley.conversation.Conversation;
import app.parley.conversation.InMemoryConversationStore;
import app.parley.platform.db.Dialect;
import app.parley.simulation.MemoryDatabase;
import app.parley.simulation.Ports;

class InMemoryTurnStoreTests extends TurnStoreContract {
    private final MemoryDatabase database = new MemoryDatabase(Ports.direct(), Dialect.SQLITE);
    private final InMemoryConversationStore conversations = new InMemoryConversationStore(database);
    private final TurnStore turns = new InMemoryTurnStore(database, conversations.table());

    @Override
    protected TurnStore store() {
        return turns;
    }

    @Override
    protected void create(Conversation conversation) {
        conversations.create(conversation.ownerId(), conversation);
    }
}
