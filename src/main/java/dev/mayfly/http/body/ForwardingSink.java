package dev.mayfly.http.body;

import dev.mayfly.operation.Course;

/** A sink before another one: it passes on what it takes, which subclasses check or change. */
abstract class ForwardingSink<T> implements BodySink<T> {
    /** The sink that it passes everything on to. */
    final BodySink<T> sink;

    ForwardingSink(BodySink<T> sink) {
        this.sink = sink;
    }

    @Override
    public T end() {
        return sink.end();
    }

    @Override
    public final Course course() {
        return sink.course();
    }

    @Override
    public void close() {
        sink.close();
    }
}
