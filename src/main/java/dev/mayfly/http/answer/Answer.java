package dev.mayfly.http.answer;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.eventstore.prefix.EventText;
import dev.mayfly.http.problem.Problem;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request is answered with. It is made where the work is done, by a resource or in a lane past the resources, and the
 * {@link Sender} sends it. Immutable: each {@code with} returns another one.
 *
 * <p>Headers that follow from the request are not among an answer's own: the form that was chosen, the tag of what is read
 * and the position that it is read at belong to "not modified" and to problems too, and are set on the response by the step
 * that looks at the request.
 */
public sealed interface Answer {
    /** The most bytes that are rendered at once, on the event loop; what may be larger is written in chunks. */
    int AT_ONCE_BYTES = 256 * 1024;

    /** What an answer's form depends on besides its address: the value of {@code Vary}. */
    String VARIES_WITH = Problem.VARIES_WITH;

    /** The header that says at which position of the store's log an answer was read, or a change was made. */
    String POSITION = "Mayfly-Position";

    /** Returns the HTTP status. */
    int status();

    /** Returns the value of {@code Content-Type}, or null if there is no content. */
    @Nullable
    String contentType();

    /** Returns the headers besides {@code Content-Type}. */
    Headers headers();

    /** Returns the same answer with one more header, which it does not have yet. */
    Answer with(CharSequence name, CharSequence value);

    /** Returns the same answer, saying at which position it was read or made, which it does not say yet. */
    Answer at(long position);

    /** Returns the same answer, saying that the request had been carried out before, which it does not say yet. */
    default Answer replayed() {
        return with(Headers.REPLAYED, Headers.TRUE);
    }

    /** Lets the answer to a request say at which position it was read or made; for the request's event loop. */
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
     * @param body its text; the buffer is not to be written to again
     */
    static Whole json(int status, JsonBuffer body) {
        return new Whole(status, MediaTypes.JSON, Headers.VARYING, body);
    }

    /** Returns an answer that is one JSON value, whose text is not to be changed any more. */
    static Whole json(int status, byte[] body) {
        return json(status, JsonBuffer.of(body));
    }

    /** Returns the answer that a problem is. */
    static Whole problem(Problem problem) {
        Whole answer = new Whole(problem.status(), MediaTypes.PROBLEM, Headers.VARYING, JsonBuffer.of(problem.json()));
        for (Map.Entry<String, String> header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }

    /**
     * Returns the answer 200 with a text, which is rendered now if it is small, and else in chunks while it is sent.
     *
     * @param sizeBound an upper bound of its bytes; {@link Long#MAX_VALUE} if not known
     */
    static Answer text(TextSource text, Format format, long sizeBound) {
        return sizeBound <= AT_ONCE_BYTES
                ? small(text, format, sizeBound)
                : new Chunked(format.contentType(), Headers.NONE, text);
    }

    /** Returns the answer 200 with a text of not more than about {@link #AT_ONCE_BYTES}, rendered now. */
    static Answer text(TextSource text, Format format) {
        return small(text, format, AT_ONCE_BYTES);
    }

    /** Returns the answer 200 with a text that has been written, to a buffer that is not to be written to again. */
    static Answer written(JsonBuffer text, Format format) {
        return text.size() <= AT_ONCE_BYTES
                ? new Whole(Whole.OK, format.contentType(), Headers.NONE, text)
                : new Chunked(format.contentType(), Headers.NONE, EventText.of(text));
    }

    /** Returns the answer 200 with a text that has been written, and is not to be changed any more. */
    static Answer written(byte[] text, Format format) {
        return written(JsonBuffer.of(text), format);
    }

    /** Returns the answer 200 that tells a client what happens for as long as it listens. */
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
     * An answer that is known as a whole.
     *
     * @param body its content, which is not to be written to, or null if there is none
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
     * @param events what it tells its client, for as long as that listens
     */
    record Live(String contentType, Headers headers, Events events) implements Answer {
        /** What is told to one client as it happens; for the request's event loop. */
        public interface Events {
            /** Returns whether the client has gone or all is over, of which nobody will tell any more. */
            boolean isOver();

            /** Begins to write to the response, whose head is set. */
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
