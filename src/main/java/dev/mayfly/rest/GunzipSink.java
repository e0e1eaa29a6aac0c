package dev.mayfly.rest;

import dev.mayfly.operation.Course;
import java.util.zip.DataFormatException;

/** A sink that inflates what it takes for another one. */
final class GunzipSink<T> implements BodySink<T> {
    private final BodySink<T> sink;
    private final Gunzip gunzip;

    GunzipSink(BodySink<T> sink) {
        this.sink = sink;
        this.gunzip = new Gunzip(sink::take);
    }

    @Override
    public void take(byte[] bytes, int offset, int length) {
        try {
            gunzip.take(bytes, offset, length);
        } catch (DataFormatException notGzip) {
            throw BodyCollector.notGzip();
        }
    }

    @Override
    public T end() {
        try {
            gunzip.end();
        } catch (DataFormatException notGzip) {
            throw BodyCollector.notGzip();
        }
        return sink.end();
    }

    @Override
    public Course course() {
        return sink.course();
    }

    @Override
    public void close() {
        gunzip.close();
        sink.close();
    }
}
