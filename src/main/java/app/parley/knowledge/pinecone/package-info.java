/** Vectors in Pinecone; the words stay here. */
@NullMarked
package app.parley.knowledge.pinecone;

import org.jspecify.annotations.NullMarked;
