package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.event.json.WholeText;
import dev.mayfly.http.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request. It is made where the work is done, by a resource or in a lane that bypasses the resources,
 * and the {@link Sender} sends it. Immutable: each {@code with} returns a new answer.
 *
 * <p>Headers that depend on the request are not part of an answer. The chosen format, the entity tag and the position
 * of a read also apply to "not modified" and to problems, so the step that examines the request sets them on the
 * response.
 */
public sealed interface Answer {
    /**
     * The most bytes that are rendered at once, on the event loop; an answer that may be larger is written in chunks.
     */
    int AT_ONCE_BYTES = 256 * 1024;

    /** What an answer's format depends on besides its address: the value of {@code Vary}. */
    String VARIES_WITH = Problem.VARIES_WITH;

    /** The header with the position of the store's log at which an answer was read, or a change was made. */
    String POSITION = "Mayfly-Position";

    /** Returns the HTTP status. */
    int status();

    /** Returns the value of {@code Content-Type}, or null if there is no content. */
    @Nullable
    String contentType();

    /** Returns the headers besides {@code Content-Type}. */
    Headers headers();

    /** Returns the same answer with one more header, which it must not have yet. */
    Answer with(CharSequence name, CharSequence value);

    /**
     * Returns the same answer with the position at which it was read or the change was made, which it must not have
     * yet.
     */
    Answer at(long position);

    /**
     * Returns the same answer, marked as a replay of a request that was carried out before. It must not be marked yet.
     */
    default Answer replayed() {
        return with(Headers.REPLAYED, Headers.TRUE);
    }

    /**
     * Sets the position at which the answer to a request was read or the change was made. For the request's event loop.
     */
    static void position(RoutingContext http, long position) {
        http.response().headers().set(Headers.POSITION, Long.toString(position));
    }

    /** Returns the answer 204. */
    static Whole noContent() {
        return empty(Whole.NO_CONTENT);
    }

    /** Returns an answer without content. */
    static Whole empty(int status) {
        return new Whole(status, null, Headers.NONE, null);
    }

    /**
     * Returns an answer that is one JSON value.
     *
     * @param body its text; the buffer must not be written to again
     */
    static Whole json(int status, JsonBuffer body) {
        return new Whole(status, MediaTypes.JSON, Headers.VARYING, body);
    }

    /** Returns an answer that is one JSON value; its text must no longer be changed. */
    static Whole json(int status, byte[] body) {
        return json(status, JsonBuffer.of(body));
    }

    /** Returns the answer for a problem. */
    static Whole problem(Problem problem) {
        Whole answer = new Whole(problem.status(), MediaTypes.PROBLEM, Headers.VARYING, JsonBuffer.of(problem.json()));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /**
     * Returns the answer 200 with a text, which is rendered now if it is small, and otherwise in chunks while it is
     * sent.
     *
     * @param sizeBound an upper bound of its size in bytes; {@link Long#MAX_VALUE} if not known
     */
    static Answer text(TextSource text, Format format, long sizeBound) {
        return sizeBound <= AT_ONCE_BYTES
                ? small(text, format, sizeBound)
                : new Chunked(format.contentType(), Headers.NONE, text);
    }

    /** Returns the answer 200 with a text of at most about {@link #AT_ONCE_BYTES}, rendered now. */
    static Answer text(TextSource text, Format format) {
        return small(text, format, AT_ONCE_BYTES);
    }

    /** Returns the answer 200 with a finished text, whose buffer must not be written to again. */
    static Answer written(JsonBuffer text, Format format) {
        return text.size() <= AT_ONCE_BYTES
                ? new Whole(Whole.OK, format.contentType(), Headers.NONE, text)
                : new Chunked(format.contentType(), Headers.NONE, WholeText.of(text));
    }

    /** Returns the answer 200 with a finished text, which must no longer be changed. */
    static Answer written(byte[] text, Format format) {
        return written(JsonBuffer.of(text), format);
    }

    /** Returns the answer 200 that streams events to a client for as long as it listens. */
    static Live live(Live.Events events, Format format) {
        return new Live(format.contentType(), Headers.NONE, events);
    }

    private static Whole small(TextSource text, Format format, long sizeBound) {
        JsonBuffer body = new JsonBuffer((int) Math.min(Whole.FIRST_BYTES, sizeBound));
        boolean whole = text.writeTo(body, Integer.MAX_VALUE);
        assert whole;
        return new Whole(Whole.OK, format.contentType(), Headers.NONE, body);
    }

    /**
     * A complete answer.
     *
     * @param body its content, which must not be changed, or null if there is none
     */
    record Whole(
            int status,
            @Nullable String contentType,
            Headers headers,
            @Nullable JsonBuffer body) implements Answer {
        private static final int OK = 200;
        private static final int NO_CONTENT = 204;
        private static final int FIRST_BYTES = 8 * 1024;

        @Override
        public Whole with(CharSequence name, CharSequence value) {
            return new Whole(status, contentType, headers.with(name, value), body);
        }

        @Override
        public Whole at(long position) {
            return with(Headers.POSITION, Long.toString(position));
        }
    }

    /**
     * An answer that is rendered chunk by chunk, as fast as its client reads.
     *
     * @param text its content
     */
    record Chunked(String contentType, Headers headers, TextSource text) implements Answer {
        @Override
        public int status() {
            return Whole.OK;
        }

        @Override
        public Chunked with(CharSequence name, CharSequence value) {
            return new Chunked(contentType, headers.with(name, value), text);
        }

        @Override
        public Chunked at(long position) {
            return with(Headers.POSITION, Long.toString(position));
        }
    }

    /**
     * An answer without an end.
     *
     * @param events what it sends to its client for as long as the client listens
     */
    record Live(String contentType, Headers headers, Events events) implements Answer {
        /** The live content of one client's answer. For the request's event loop. */
        public interface Events {
            /**
             * Returns whether the client has gone or the answer has ended, so that no further notification will come.
             */
            boolean isOver();

            /** Starts writing to the response, whose head is set. */
            void start();
        }

        @Override
        public int status() {
            return Whole.OK;
        }

        @Override
        public Live with(CharSequence name, CharSequence value) {
            return new Live(contentType, headers.with(name, value), events);
        }

        @Override
        public Live at(long position) {
            return with(Headers.POSITION, Long.toString(position));
        }
    }
}
