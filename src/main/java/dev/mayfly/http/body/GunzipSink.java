package dev.mayfly.http.body;

/** A sink that inflates what it takes for another one. */
final class GunzipSink<T> extends ForwardingSink<T> {
    private static final int OUTPUT_BYTES = 64 * 1024;

    private final GzipBody body;
    private final byte[] out = new byte[OUTPUT_BYTES];

    GunzipSink(BodySink<T> sink, GzipBody body) {
        super(sink);
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
        return super.end();
    }

    @Override
    public void close() {
        body.close();
        super.close();
    }
}
