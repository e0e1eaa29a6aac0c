package dev.mayfly.http.access;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How many requests were refused, by reason. Any thread may use it. */
public final class Refusals {
    private final Map<Reason, LongAdder> counts = new EnumMap<>(Reason.class);

    /** Makes counts of nothing. */
    public Refusals() {
        for (Reason reason : Reason.values()) {
            counts.put(reason, new LongAdder());
        }
    }

    /** Why a request was refused. */
    public enum Reason {
        /** It named a host that is not this server's. */
        HOST,
        /** It came from a page of another site. */
        SITE,
        /** It had no token. */
        NO_TOKEN,
        /** It had a token that is not in force. */
        INVALID_TOKEN,
        /** Its token has expired. */
        EXPIRED_TOKEN,
        /** Its token does not have the right. */
        NO_RIGHT;

        /** Returns the label, such as {@code no-token}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Counts a refusal. */
    void add(Reason reason) {
        counter(reason).increment();
    }

    /** Returns how many requests were refused for a reason. */
    public long count(Reason reason) {
        return counter(reason).sum();
    }

    private LongAdder counter(Reason reason) {
        return java.util.Objects.requireNonNull(counts.get(reason));
    }
}
