package dev.toolspec4j.backend.jdbc;

/**
 * A vector of length 1 in a byte a dimension: a quarter of the room, and the order of likeness stays.
 *
 * @param scale what one step of a byte stands for
 * @param bytes the dimensions in steps; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // It lives for one row of one query; copying would cost more than the rest.
record CompactVector(float scale, byte[] bytes) {
    static CompactVector of(float[] vector) {
        float[] unit = unit(vector);
        float most = Float.MIN_NORMAL;
        for (float dimension : unit) {
            most = Math.max(most, Math.abs(dimension));
        }
        byte[] bytes = new byte[unit.length];
        for (int i = 0; i < unit.length; i++) {
            bytes[i] = (byte) Math.round(unit[i] / most * Byte.MAX_VALUE);
        }
        return new CompactVector(most / Byte.MAX_VALUE, bytes);
    }

    /** Returns the vector with length 1; one of length 0 stays as it is. */
    static float[] unit(float[] vector) {
        double square = 0;
        for (float dimension : vector) {
            square += (double) dimension * dimension;
        }
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length && square > 0; i++) {
            unit[i] /= (float) Math.sqrt(square);
        }
        return unit;
    }

    /** Returns the cosine; that of vectors of different models, which cannot be compared, is 0. */
    double times(float[] unit) {
        if (unit.length != bytes.length) {
            return 0;
        }
        double sum = 0;
        for (int i = 0; i < unit.length; i++) {
            sum += unit[i] * bytes[i];
        }
        return sum * scale;
    }
}
