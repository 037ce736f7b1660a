package app.parley.chat;

/** One step of the turn, named after what it does. */
interface TurnStep {
    void apply(Turn turn);
}
