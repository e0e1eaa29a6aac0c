package dev.mayfly.http.problem;

import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.event.json.JsonIndent;
import dev.mayfly.event.json.TextSource;
import dev.mayfly.event.json.WholeText;
import dev.mayfly.input.QueryParameters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The layout of an answer's JSON for human readers: indented if the request has {@code ?pretty}, and with a final line
 * break if the client is a terminal program, that is, {@code curl} without a content coding.
 *
 * @param pretty whether it is indented
 * @param lineBreak whether it ends with a line break
 */
public record JsonLayout(boolean pretty, boolean lineBreak) {
    /** The layout that leaves texts as they are. */
    public static final JsonLayout PLAIN = new JsonLayout(false, false);

    private static final String TERMINAL = "curl/";
    private static final int INDENT_FACTOR = 4;

    /** Returns the layout of the answer to a request. */
    public static JsonLayout of(HttpServerRequest request) {
        String agent = request.getHeader(HttpHeaders.USER_AGENT);
        boolean lineBreak = agent != null
                && agent.regionMatches(true, 0, TERMINAL, 0, TERMINAL.length())
                && !request.headers().contains(HttpHeaders.ACCEPT_ENCODING);
        boolean pretty = isPretty(request.query());
        return pretty || lineBreak ? new JsonLayout(pretty, lineBreak) : PLAIN;
    }

    /** Returns whether content of a type is one JSON value. */
    public static boolean isJson(@Nullable String mediaType) {
        if (mediaType == null) {
            return false;
        }
        int semicolon = mediaType.indexOf(';');
        String type = (semicolon < 0 ? mediaType : mediaType.substring(0, semicolon))
                .strip()
                .toLowerCase(Locale.ROOT);
        return type.endsWith("/json") || type.endsWith("+json");
    }

    private static boolean isPretty(@Nullable String query) {
        if (query == null || !query.contains(QueryParameters.PRETTY)) {
            return false;
        }
        for (String pair : query.split("&", -1)) {
            if (pair.equals(QueryParameters.PRETTY)
                    || pair.equals(QueryParameters.PRETTY + "=")
                    || pair.equals(QueryParameters.PRETTY + "=true")) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether texts stay as they are. */
    public boolean isPlain() {
        return !pretty && !lineBreak;
    }

    /**
     * Returns approximately the most bytes of a text in this layout, given its size without it, for texts that are not
     * deeply nested.
     */
    public long sizeBound(long plainBound) {
        return !pretty
                ? plainBound
                : plainBound > Long.MAX_VALUE / INDENT_FACTOR ? Long.MAX_VALUE : plainBound * INDENT_FACTOR;
    }

    /** Returns a JSON text in this layout. */
    public byte[] of(byte[] json) {
        if (isPlain()) {
            return json;
        }
        JsonBuffer out = new JsonBuffer(2 * json.length + 1);
        of(WholeText.of(JsonBuffer.of(json))).writeTo(out, Integer.MAX_VALUE);
        return out.toByteArray();
    }

    /** Returns a text that is one JSON value in this layout. */
    public TextSource of(TextSource json) {
        return isPlain() ? json : new LaidOut(pretty ? new Indented(json) : json, lineBreak);
    }

    /** A text and, perhaps, a line break after it. */
    private record LaidOut(TextSource json, boolean lineBreak) implements TextSource {
        @Override
        public boolean writeTo(JsonBuffer out, int enough) {
            boolean whole = json.writeTo(out, enough);
            if (whole && lineBreak) {
                out.put('\n');
            }
            return whole;
        }

        @Override
        public long nextBytes(int enough) {
            return json.nextBytes(enough);
        }
    }

    /** A text, indented. Indented lines may be many times as long, so it stops within a piece of the original text. */
    private static final class Indented implements TextSource {
        private static final int MOST_BUFFERED_BYTES = 64 * 1024;

        private final TextSource json;
        private final JsonIndent indent = new JsonIndent();
        private JsonBuffer plain = new JsonBuffer(0);
        private int at;
        private boolean whole;

        Indented(TextSource json) {
            this.json = json;
        }

        @Override
        public boolean writeTo(JsonBuffer out, int enough) {
            int full = (int) Math.min(Integer.MAX_VALUE, (long) out.size() + enough);
            while (out.size() < full) {
                if (at == plain.size()) {
                    if (whole) {
                        return true;
                    }
                    at = 0;
                    plain = new JsonBuffer(Math.min(enough, MOST_BUFFERED_BYTES));
                    whole = json.writeTo(plain, enough);
                }
                at = indent.write(plain.array(), at, plain.size(), out, full);
            }
            return whole && at == plain.size();
        }

        @Override
        public long nextBytes(int enough) {
            long held = at == plain.size() && !whole ? json.nextBytes(enough) : plain.array().length;
            return held + enough + enough / 2L;
        }
    }
}
