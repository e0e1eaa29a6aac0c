package dev.mayfly.http.problem;

/** The types of problems; each has a slug, a status and a title. */
public enum ProblemType {
    /** The text is not JSON. */
    MALFORMED_JSON("malformed-json", 400, "Malformed JSON"),
    /** Something in the request is invalid. */
    INVALID_REQUEST("invalid-request", 400, "Invalid request"),
    /** The caller has not said who they are. */
    UNAUTHORIZED("unauthorized", 401, "Authentication required"),
    /** The caller may not do this. */
    FORBIDDEN("forbidden", 403, "Forbidden"),
    /** There is nothing at that address. */
    NOT_FOUND("not-found", 404, "Not found"),
    /** The address exists, but not with that method. */
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "Method not allowed"),
    /** No form that the caller accepts can be had. */
    NOT_ACCEPTABLE("not-acceptable", 406, "Not acceptable"),
    /** An aggregate is at another version than expected; 412 when a request header expected it. */
    VERSION_CONFLICT("version-conflict", 409, "Version conflict"),
    /** An event matches the append condition. */
    APPEND_CONDITION_FAILED("append-condition-failed", 409, "Append condition failed"),
    /** An event with that id is stored already. */
    DUPLICATE_EVENT("duplicate-event", 409, "Duplicate event"),
    /** There are as many things of a kind as a setting allows. */
    LIMIT_REACHED("limit-reached", 409, "Limit reached"),
    /** There is another store with that name. */
    STORE_EXISTS("store-exists", 409, "Store exists"),
    /** The store cannot be deleted. */
    STORE_PROTECTED("store-protected", 409, "Protected store"),
    /** The store has events already. */
    STORE_NOT_EMPTY("store-not-empty", 409, "Store not empty"),
    /** The payment has been processed before. */
    PAYMENT_ALREADY_PROCESSED("payment-already-processed", 409, "Payment already processed"),
    /** The refund is over what is left of the payment. */
    REFUND_EXCEEDS_PAYMENT("refund-exceeds-payment", 409, "Refund exceeds payment"),
    /** What is asked for has been truncated. */
    TRUNCATED("truncated", 410, "Truncated history"),
    /** A part of the request is over its limit. */
    TOO_LARGE("too-large", 413, "Request too large"),
    /** The content is of a type or coding that is not understood. */
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "Unsupported media type"),
    /** The idempotency key belongs to another request. */
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "Idempotency key reused"),
    /** Too much work is in progress. */
    THROTTLED("throttled", 429, "Too many requests"),
    /** A fault of the server's own. */
    INTERNAL("internal", 500, "Internal error"),
    /** It cannot be done now, but perhaps later. */
    UNAVAILABLE("unavailable", 503, "Service unavailable"),
    /** The store's memory does not suffice. */
    STORE_FULL("store-full", 507, "Store full");

    private static final String PREFIX = "urn:mayfly:problem:";

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** Returns the last part of the problem's URN. */
    public String slug() {
        return slug;
    }

    /** Returns the URN that stands in {@code type}. */
    public String urn() {
        return PREFIX + slug;
    }

    /** Returns the HTTP status that the problem usually has. */
    public int status() {
        return status;
    }

    /** Returns the {@code title}, a noun phrase. */
    public String title() {
        return title;
    }
}
