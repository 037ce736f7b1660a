/** Gemini, Anthropic and Ollama through LangChain4j, which is used nowhere else. */
@NullMarked
package app.parley.model.langchain4j;

import org.jspecify.annotations.NullMarked;
