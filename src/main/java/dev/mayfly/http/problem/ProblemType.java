package dev.mayfly.http.problem;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A type of problem that an answer can report. The constants are the types that all features share; a domain defines
 * and registers its own.
 *
 * @param slug the last part of its URN: words of lower-case letters and digits, joined by hyphens
 * @param status its usual HTTP status, 400 to 599
 * @param title the {@code title}, a noun phrase
 */
public record ProblemType(String slug, int status, String title) {
    /** The text is not JSON. */
    public static final ProblemType MALFORMED_JSON = new ProblemType("malformed-json", 400, "Malformed JSON");
    /** Something in the request is invalid. */
    public static final ProblemType INVALID_REQUEST = new ProblemType("invalid-request", 400, "Invalid request");
    /** Events do not fit the schemas of their types. */
    public static final ProblemType SCHEMA_VIOLATION = new ProblemType("schema-violation", 400, "Schema violation");
    /** The caller has not authenticated. */
    public static final ProblemType UNAUTHORIZED = new ProblemType("unauthorized", 401, "Authentication required");
    /** The caller may not do this. */
    public static final ProblemType FORBIDDEN = new ProblemType("forbidden", 403, "Forbidden");
    /** The address does not exist. */
    public static final ProblemType NOT_FOUND = new ProblemType("not-found", 404, "Not found");
    /** The address exists, but does not allow the method. */
    public static final ProblemType METHOD_NOT_ALLOWED =
            new ProblemType("method-not-allowed", 405, "Method not allowed");
    /** The answer is not available in any format that the caller accepts. */
    public static final ProblemType NOT_ACCEPTABLE = new ProblemType("not-acceptable", 406, "Not acceptable");
    /** An aggregate is not at the expected version; 412 if a request header gave the expectation. */
    public static final ProblemType VERSION_CONFLICT = new ProblemType("version-conflict", 409, "Version conflict");
    /** An event matches the append condition. */
    public static final ProblemType APPEND_CONDITION_FAILED =
            new ProblemType("append-condition-failed", 409, "Append condition failed");
    /** An event with that id is already stored. */
    public static final ProblemType DUPLICATE_EVENT = new ProblemType("duplicate-event", 409, "Duplicate event");
    /** A limit that a setting defines has been reached. */
    public static final ProblemType LIMIT_REACHED = new ProblemType("limit-reached", 409, "Limit reached");
    /** Another store with that name exists. */
    public static final ProblemType STORE_EXISTS = new ProblemType("store-exists", 409, "Store exists");
    /** The store cannot be deleted. */
    public static final ProblemType STORE_PROTECTED = new ProblemType("store-protected", 409, "Protected store");
    /** The store already has events. */
    public static final ProblemType STORE_NOT_EMPTY = new ProblemType("store-not-empty", 409, "Store not empty");
    /** The requested history has been truncated. */
    public static final ProblemType TRUNCATED = new ProblemType("truncated", 410, "Truncated history");
    /** A part of the request is over its limit. */
    public static final ProblemType TOO_LARGE = new ProblemType("too-large", 413, "Request too large");
    /** The content's type or coding is not supported. */
    public static final ProblemType UNSUPPORTED_MEDIA_TYPE =
            new ProblemType("unsupported-media-type", 415, "Unsupported media type");
    /** The idempotency key belongs to another request. */
    public static final ProblemType IDEMPOTENCY_KEY_REUSED =
            new ProblemType("idempotency-key-reused", 422, "Idempotency key reused");
    /** Too much work is in progress. */
    public static final ProblemType THROTTLED = new ProblemType("throttled", 429, "Too many requests");
    /** An internal fault of the server. */
    public static final ProblemType INTERNAL = new ProblemType("internal", 500, "Internal error");
    /** The request cannot be served now, but may succeed later. */
    public static final ProblemType UNAVAILABLE = new ProblemType("unavailable", 503, "Service unavailable");
    /** The store does not have enough memory. */
    public static final ProblemType STORE_FULL = new ProblemType("store-full", 507, "Store full");

    /** The types that all features share. */
    public static final List<ProblemType> SHARED = List.of(
            MALFORMED_JSON,
            INVALID_REQUEST,
            SCHEMA_VIOLATION,
            UNAUTHORIZED,
            FORBIDDEN,
            NOT_FOUND,
            METHOD_NOT_ALLOWED,
            NOT_ACCEPTABLE,
            VERSION_CONFLICT,
            APPEND_CONDITION_FAILED,
            DUPLICATE_EVENT,
            LIMIT_REACHED,
            STORE_EXISTS,
            STORE_PROTECTED,
            STORE_NOT_EMPTY,
            TRUNCATED,
            TOO_LARGE,
            UNSUPPORTED_MEDIA_TYPE,
            IDEMPOTENCY_KEY_REUSED,
            THROTTLED,
            INTERNAL,
            UNAVAILABLE,
            STORE_FULL);

    private static final String PREFIX = "urn:mayfly:problem:";
    private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

    /**
     * Checks slug and status.
     *
     * @throws IllegalArgumentException if one of them breaks its rule
     */
    public ProblemType {
        if (!Pattern.matches(SLUG, slug)) {
            throw new IllegalArgumentException("the slug '" + slug + "' is not words joined by hyphens");
        }
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("the problem " + slug + " has the status " + status);
        }
    }

    /** Returns the URN in the problem's {@code type}. */
    public String urn() {
        return PREFIX + slug;
    }
}
