package app.parley.langchat;

import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * LangChat's API.
 *
 * @param api whether it is there at all
 * @param messagesPerDay how many questions a person may ask through it from midnight (UTC) on
 */
@Validated
@ConfigurationProperties("parley.langchat")
record LangChatProperties(
        @DefaultValue("false") boolean api, @DefaultValue("1000") @Min(1) int messagesPerDay) {}
