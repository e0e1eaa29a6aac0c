package dev.mayfly.http.problem;

import dev.mayfly.event.InvalidInputException;
import dev.mayfly.event.InvalidInputException.Violation;
import dev.mayfly.event.json.JsonBuffer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What went wrong, as the client is told it: an RFC 9457 problem with the own fields of its type.
 *
 * <p>Immutable; each {@code with} returns another one.
 */
public final class Problem {
    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** What the form of an answer depends on besides its address: the value of {@code Vary}. */
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

    /** Returns a problem of that type, told in one or more sentences. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, Map.of(), Map.of(), true);
    }

    /** Returns the problem that a client's mistake is. */
    public static Problem of(InvalidInputException mistake) {
        Violation first = mistake.violations().get(0);
        String detail = first.field().isEmpty() ? first.message() : "'" + first.field() + "' " + first.message();
        if (mistake.violations().size() > 1) {
            detail += " (and " + (mistake.violations().size() - 1) + " more)";
        }
        Problem problem = switch (mistake.kind()) {
            case MALFORMED_JSON -> of(ProblemType.MALFORMED_JSON, detail);
            case INVALID_REQUEST -> of(ProblemType.INVALID_REQUEST, detail);
            case TOO_LARGE -> of(ProblemType.TOO_LARGE, detail).with("limit", mistake.limit());
        };
        problem = problem.with("violations", mistake.violations());
        return mistake.line() > 0 ? problem.with("line", mistake.line()) : problem;
    }

    /** Returns the problem that something does not exist. */
    public static Problem notFound(String detail) {
        return of(ProblemType.NOT_FOUND, detail);
    }

    /**
     * Returns the problem that as many things of a kind are kept as there may be.
     *
     * @param things what there may not be more of, such as "snapshots of a store"
     * @param setting the key of the setting that raises the limit
     */
    public static Problem limitReached(String things, long limit, String setting) {
        return of(
                        ProblemType.LIMIT_REACHED,
                        "The limit is " + limit + " " + things + ". Delete one first, or raise " + setting + ".")
                .with("limit", limit)
                .with("setting", setting);
    }

    /** Returns the problem that too much goes on at once; the client may try again after some seconds. */
    public static Problem throttled(String detail, int retryAfterSeconds) {
        return of(ProblemType.THROTTLED, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    /** Returns the problem that something cannot be done now; the client may try again after some seconds. */
    public static Problem unavailable(String detail, int retryAfterSeconds) {
        return of(ProblemType.UNAVAILABLE, detail)
                .withHeader(HttpHeaders.RETRY_AFTER, Integer.toString(retryAfterSeconds));
    }

    /** Returns the problem that the content is of none of the supported types. */
    public static Problem unsupportedMediaType(String detail, List<String> supported) {
        return of(ProblemType.UNSUPPORTED_MEDIA_TYPE, detail).with("supported", supported);
    }

    /** Returns the same problem with a number among its own fields. */
    public Problem with(String field, long value) {
        return withField(field, value);
    }

    /** Returns the same problem with a text among its own fields. */
    public Problem with(String field, String value) {
        return withField(field, value);
    }

    /** Returns the same problem with a list, of texts or of {@link Violation}s, among its own fields. */
    public Problem with(String field, List<?> values) {
        return withField(field, List.copyOf(values));
    }

    /** Returns the same problem, answered with another status than is usual for its type. */
    public Problem withStatus(int otherStatus) {
        return new Problem(type, otherStatus, detail, fields, headers, answered);
    }

    /** Returns the same problem, answered with a header. */
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

    /** Returns the HTTP status that it is answered with. */
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

    /** Returns the exception that carries this problem out of a request's code. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Returns the problem as JSON text. */
    public byte[] json() {
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"type\":").string(type.urn());
        out.ascii(",\"title\":").string(type.title());
        out.ascii(",\"status\":").number(status);
        out.ascii(",\"detail\":").string(detail);
        fields.forEach((name, value) -> {
            out.put(',').string(name).put(':');
            write(value, out);
        });
        return out.put('}').toByteArray();
    }

    /** Returns the answer that tells the problem. */
    public Response response() {
        Response.ResponseBuilder answer = Response.status(status)
                .header(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE)
                .entity(json());
        headers.forEach(answer::header);
        return answer.build();
    }

    private static void write(Object value, JsonBuffer out) {
        if (value instanceof Long number) {
            out.number(number);
        } else if (value instanceof Violation violation) {
            out.ascii("{\"field\":").string(violation.field());
            out.ascii(",\"message\":").string(violation.message()).put('}');
        } else if (value instanceof List<?> values) {
            char separator = '[';
            for (Object element : values) {
                out.put(separator);
                write(element, out);
                separator = ',';
            }
            out.ascii(values.isEmpty() ? "[]" : "]");
        } else {
            out.string(value.toString());
        }
    }

    private Problem withField(String field, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(fields);
        more.put(field, value);
        return new Problem(type, status, detail, more, headers, answered);
    }
}
