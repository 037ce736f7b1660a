package app.parley.knowledge;

/**
 * A page of the web that a search has found.
 *
 * @param excerpt what the search quotes of it; may be empty
 */
public record FoundPage(String address, String title, String excerpt) {}
