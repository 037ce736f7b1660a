package app.parley.knowledge.web;

import app.parley.knowledge.extract.TextForm;
import java.time.Instant;
import java.util.UUID;

/**
 * A page of the web as it was read for an answer.
 *
 * @param address after redirects
 */
public record ReadPage(
        UUID id, String address, String title, String text, TextForm form, Instant readAt) {}
