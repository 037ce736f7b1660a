package app.parley.knowledge;

/** How many passages of a document are embedded. */
public record Progress(int done, int total) {}
