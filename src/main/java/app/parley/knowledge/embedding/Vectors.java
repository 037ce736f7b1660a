package app.parley.knowledge.embedding;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How vectors are stored: little-endian floats, one after the other. */
public final class Vectors {
    private Vectors() {}

    public static byte[] bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    public static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    /** The cosine of two vectors; 0 for those of different models, which tell nothing. */
    public static double cosine(Embedding a, Embedding b) {
        return a.model().equals(b.model()) ? cosine(a.vector(), b.vector()) : 0;
    }

    /** The cosine of two vectors of length 1. */
    public static double cosine(float[] a, float[] b) {
        double dot = 0;
        for (int i = 0; i < a.length; i++) {
            dot += a[i] * b[i];
        }
        return dot;
    }
}
