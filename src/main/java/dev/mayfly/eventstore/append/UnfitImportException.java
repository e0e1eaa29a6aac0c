package dev.mayfly.eventstore.append;

/** Thrown by an import whose events do not meet a rule that the store was given while they were read. */
public final class UnfitImportException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient AppendResult.Unfit reason;

    /** Makes the exception; it has no stack trace. */
    public UnfitImportException(AppendResult.Unfit reason) {
        super("the store's rule has changed", null, false, false);
        this.reason = reason;
    }

    /** Returns the first events that do not meet the rule, each with its position. */
    public AppendResult.Unfit reason() {
        return reason;
    }
}
