package dev.mayfly.http.problem;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import dev.mayfly.event.json.JsonWriter;
import dev.mayfly.eventstore.MemoryUse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A problem in the format of RFC 9457, with the fields of its type: what went wrong, as the client sees it.
 *
 * <p>Immutable; each {@code with} returns a new problem.
 */
public final class Problem {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What the format of an answer depends on besides its address: the value of {@code Vary}. */
    public static final String VARIES_WITH = "Accept, Accept-Encoding";

    private final ProblemType type;
    private final int status;
    private final String detail;
    private final Map<String, Object> fields;
    private final Map<String, String> headers;
    private final boolean answered;

    private Problem(
            ProblemType type,
            int status,
            String detail,
            Map<String, Object> fields,
            Map<String, String> headers,
            boolean answered) {
        this.type = type;
        this.status = status;
        this.detail = detail;
        this.fields = fields;
        this.headers = headers;
        this.answered = answered;
    }

    /** Returns a problem of a type, described in one or more sentences. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of(), Map.of(), true);
    }

    /** Returns the problem for a client's mistake. */
    public static Problem of(InvalidInputException mistake) {
        Violation first = mistake.violations().get(0);
        String detail = sentence(mistake, first);
        Problem problem = switch (mistake.kind()) {
            case MALFORMED_JSON -> of(ProblemType.MALFORMED_JSON, detail);
            case INVALID_REQUEST -> of(ProblemType.INVALID_REQUEST, detail);
            case TOO_LARGE -> of(ProblemType.TOO_LARGE, detail).with("limit", mistake.limit());
        };
        problem = problem.with("violations", mistake.violations());
        return mistake.line() > 0 ? problem.with("line", mistake.line()) : problem;
    }

    /**
     * Returns the sentence for the first violation; a violation without a field is about the body, or one of its lines.
     */
    private static String sentence(InvalidInputException mistake, Violation first) {
        String subject = first.field().isEmpty()
                ? mistake.line() > 0 ? "Line " + mistake.line() : "The body"
                : "'" + first.field() + "'";
        boolean whole =
                first.field().isEmpty() && Character.isUpperCase(first.message().charAt(0));
        String sentence = whole ? first.message() : subject + " " + first.message();
        int more = mistake.violations().size() - 1;
        if (more > 0) {
            return sentence + " (and " + more + " more)";
        }
        return sentence.endsWith(".") || sentence.endsWith("?") ? sentence : sentence + ".";
    }

    /** Returns the problem that something does not exist. */
    public static Problem notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail);
    }

    /**
     * Returns the problem that the limit on things of a kind has been reached.
     *
     * @param things the limited things, such as "snapshots of a store"
     * @param setting the key of the setting that raises the limit
     */
    public static Problem limitReached(String things, long limit, String setting) {
        return of(
                        ProblemType.LIMIT_REACHED,
                        "The limit is " + limit + " " + things + ". Delete one first, or raise " + setting + ".")
                .with("limit", limit)
                .with("setting", setting);
    }

    /** Returns the problem that there is no memory left for more of something, such as a "store". */
    public static Problem noRoom(String thing, MemoryUse memory) {
        return of(
                        ProblemType.STORE_FULL,
                        "There is too little memory left for another " + thing
                                + ". Delete or reset stores that you no longer need, or raise mayfly.memory.limit.")
                .with("usedBytes", memory.usedBytes())
                .with("limitBytes", memory.limitBytes());
    }

    /** Returns the problem that too much work is in progress; the client may retry after some seconds. */
    public static Problem throttled(String detail, int retryAfterSeconds) {
        return of(ProblemType.THROTTLED, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    /** Returns the problem that something cannot be done now; the client may retry after some seconds. */
    public static Problem unavailable(String detail, int retryAfterSeconds) {
        return of(ProblemType.UNAVAILABLE, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    /** Returns the problem that the content has none of the supported types. */
    public static Problem unsupportedMediaType(String detail, List<String> supported) {
        return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail).with("supported", supported);
    }

    /** Returns the same problem with an extra field, a number. */
    public Problem with(String field, long value) {
        return withField(field, value);
    }

    /** Returns the same problem with an extra field, a text. */
    public Problem with(String field, String value) {
        return withField(field, value);
    }

    /** Returns the same problem with an extra field, a list of texts or of {@link Violation}s. */
    public Problem with(String field, List<?> values) {
        return withField(field, List.copyOf(values));
    }

    /** Returns the same problem with a status other than the usual one of its type. */
    public Problem withStatus(int otherStatus) {
        return new Problem(type, otherStatus, detail, fields, headers, answered);
    }

    /** Returns the same problem with a response header. */
    public Problem withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Problem(type, status, detail, fields, more, answered);
    }

    /** Returns the same problem, which closes the connection instead of being answered. */
    public Problem unanswered() {
        return new Problem(type, status, detail, fields, headers, false);
    }

    /** Returns its type. */
    public ProblemType type() {
        return type;
    }

    /** Returns the HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** Returns the sentence for the client. */
    public String detail() {
        return detail;
    }

    /** Returns whether it is answered; otherwise the connection is closed. */
    public boolean isAnswered() {
        return answered;
    }

    /** Returns the headers of the answer besides {@code Content-Type}. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Returns an exception that carries this problem out of the code that handles a request. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Returns the problem as JSON text. */
    public byte[] json() {
        return JsonWriter.text(out -> {
            out.writeStartObject();
            out.writeStringField("type", type.urn());
            out.writeStringField("title", type.title());
            out.writeNumberField("status", status);
            out.writeStringField("detail", detail);
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                out.writeFieldName(field.getKey());
                write(field.getValue(), out);
            }
            out.writeEndObject();
        });
    }

    private static void write(Object value, JsonGenerator out) throws IOException {
        if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Violation violation) {
            out.writeStartObject();
            out.writeStringField("field", violation.field());
            out.writeStringField("message", violation.message());
            out.writeEndObject();
        } else if (value instanceof PlacedViolation violation) {
            out.writeStartObject();
            out.writeStringField("field", violation.field());
            out.writeStringField("message", violation.message());
            out.writeNumberField(violation.place(), violation.number());
            out.writeEndObject();
        } else if (value instanceof List<?> values) {
            out.writeStartArray();
            for (Object element : values) {
                write(element, out);
            }
            out.writeEndArray();
        } else {
            out.writeString(value.toString());
        }
    }

    private Problem withField(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Problem(type, status, detail, more, headers, answered);
    }
}
