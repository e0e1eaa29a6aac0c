package dev.mayfly.http.answer;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * The header lines of an answer, as a list of the last line and those before it. Immutable; answers share common lines.
 */
public final class Headers {
    /** No header lines. */
    public static final Headers NONE = new Headers("", "", null);

    /** The header of every answer that is always JSON, because other requests for it may get problems. */
    static final Headers VARYING = NONE.with(HttpHeaders.VARY, HttpHeaders.createOptimized(Answer.VARIES_WITH));

    static final CharSequence POSITION = HttpHeaders.createOptimized(Answer.POSITION);
    static final CharSequence REPLAYED = HttpHeaders.createOptimized("Idempotent-Replayed");
    static final CharSequence TRUE = HttpHeaders.createOptimized("true");

    private final CharSequence name;
    private final CharSequence value;
    private final @Nullable Headers before;

    private Headers(CharSequence name, CharSequence value, @Nullable Headers before) {
        this.name = name;
        this.value = value;
        this.before = before;
    }

    /** Returns these lines and one more, whose name must be new. */
    public Headers with(CharSequence another, CharSequence itsValue) {
        return new Headers(another, itsValue, this);
    }

    /** Sets the lines in a map, replacing those with the same names. */
    void setOn(MultiMap headers) {
        Headers line = this;
        for (Headers rest = before; rest != null; rest = line.before) {
            headers.set(line.name, line.value);
            line = rest;
        }
    }
}
