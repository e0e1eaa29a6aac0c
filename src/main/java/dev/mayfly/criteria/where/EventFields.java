package dev.mayfly.criteria.where;

import dev.mayfly.event.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of one event, read when they are asked for. For one thread. */
public interface EventFields {
    /** Returns its data. */
    RawJson data();

    /** Returns its metadata, an object, or null if it has none. */
    @Nullable
    RawJson metadata();

    /** Returns the number in {@link Root#POSITION} or {@link Root#VERSION}. */
    long number(Root root);

    /** Returns the time in {@link Root#TIMESTAMP} or {@link Root#RECORDED_AT}, in nanoseconds since 1970. */
    long nanos(Root root);

    /** Returns the text at a path to any other field of the envelope or to an indexed member of the metadata; null for none. */
    @Nullable
    String text(EventPath path);

    /** Returns its tags. */
    List<String> tags();
}
