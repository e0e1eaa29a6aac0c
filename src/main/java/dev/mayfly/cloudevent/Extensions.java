package dev.mayfly.cloudevent;

/** The extensions that stand for fields of events. */
final class Extensions {
    static final String CORRELATION_ID = "correlationid";
    static final String CAUSATION_ID = "causationid";
    static final String AGGREGATE_TYPE = "aggregatetype";
    static final String ORGANIZATION_ID = "organizationid";
    static final String USER_ID = "userid";
    static final String TRACEPARENT = "traceparent";
    static final String POSITION = "position";
    static final String VERSION = "version";
    static final String RECORDED_AT = "recordedat";
    static final String TAGS = "tags";

    private Extensions() {}
}
