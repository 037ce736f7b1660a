package app.parley.model.guide;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the Guide writes.
 *
 * @param wordsPerSecond how fast; 0 hands over the whole answer at once
 */
@Validated
@ConfigurationProperties("parley.guide")
record GuideProperties(@DefaultValue("40") @Min(0) @Max(1000) int wordsPerSecond) {}
