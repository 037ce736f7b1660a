package app.parley.chat;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the chat turn.
 *
 * @param saveEvery how often what running turns have said is saved, all of them in one commit
 * @param lease how long a turn may go without a sign of life before another process takes it for
 *     dead
 * @param drain how long running turns may go on after the process was told to stop
 * @param ping how often a silent stream gets a comment, so that both ends notice when the other is
 *     gone
 * @param messageLimit the longest question, in UTF-16 units
 * @param historyLimit the most messages of a branch that a model is sent
 */
@ConfigurationProperties("parley.chat")
record ChatProperties(
        @DefaultValue("250ms") Duration saveEvery,
        @DefaultValue("15s") Duration lease,
        @DefaultValue("25s") Duration drain,
        @DefaultValue("15s") Duration ping,
        @DefaultValue("200000") int messageLimit,
        @DefaultValue("200") int historyLimit) {}
