/** Embeddings computed in this process by ONNX Runtime, from a model that a library ships. */
@NullMarked
package app.parley.knowledge.onnx;

import org.jspecify.annotations.NullMarked;
