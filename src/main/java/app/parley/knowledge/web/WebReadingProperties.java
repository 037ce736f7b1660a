package app.parley.knowledge.web;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How pages of the web are read for an answer.
 *
 * @param patience how long an answer waits for its pages, fetched and read side by side
 */
@ConfigurationProperties("parley.knowledge.web-reading")
record WebReadingProperties(@DefaultValue("10s") Duration patience) {}
