package app.parley.tool;

/**
 * A page that an engine found.
 *
 * @param title as the engine tells it; its address where it has none
 * @param excerpt what the engine quotes of it; may be empty
 */
public record WebResult(String address, String title, String excerpt) {}
