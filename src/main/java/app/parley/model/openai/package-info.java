/** Our own client of everything that speaks like OpenAI: the hot path of every streamed answer. */
@NullMarked
package app.parley.model.openai;

import org.jspecify.annotations.NullMarked;
