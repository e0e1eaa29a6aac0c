package dev.mayfly.http.body;

import dev.mayfly.operation.Course;

/** A sink that decompresses a body for another sink. */
final class GunzipSink<T> implements BodySink<T> {
    private static final int OUTPUT_BYTES = 64 * 1024;

    private final BodySink<T> sink;
    private final GzipBody body;
    private final byte[] out = new byte[OUTPUT_BYTES];

    GunzipSink(BodySink<T> sink, GzipBody body) {
        this.sink = sink;
        this.body = body;
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        body.input(bytes, offset, length);
        for (int count = body.inflate(out, 0, out.length); count > 0; count = body.inflate(out, 0, out.length)) {
            sink.take(out, 0, count);
        }
    }

    @Override
    public T end() {
        body.end();
        return sink.end();
    }

    @Override
    public Course course() {
        return sink.course();
    }

    @Override
    public void close() {
        body.close();
        sink.close();
    }
}
