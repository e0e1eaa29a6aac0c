package dev.mayfly.sample;

import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields.Data;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A planned event. */
final class Happening {
    private final Story story;
    private final long nanos;
    private final Subject subject;
    private final String eventType;
    private final Data data;
    private final List<String> tags = new ArrayList<>(2);
    private @Nullable Happening cause;
    private @Nullable Person person;
    private boolean alone;
    private String source = "api";
    private @Nullable String eventId;
    private long order;

    Happening(Story story, long nanos, Subject subject, String eventType, Data data) {
        this.story = story;
        this.nanos = nanos;
        this.subject = subject;
        this.eventType = eventType;
        this.data = data;
    }

    /** Sets the person who does it. */
    Happening by(Person who) {
        person = who;
        source = "console";
        who.actsAt(nanos);
        return this;
    }

    /** Sets the system that does it, if it is not done by a person. */
    Happening from(String what) {
        source = what;
        return this;
    }

    /** Marks it as unrelated to any organisation. */
    Happening alone() {
        alone = true;
        return this;
    }

    /** Sets its cause. */
    Happening because(@Nullable Happening what) {
        cause = what;
        return this;
    }

    /** Adds a tag. */
    Happening tagged(String name, String value) {
        tags.add(name + ":" + value);
        return this;
    }

    /** Sets its place among happenings at the same time. */
    void order(long place) {
        order = place;
    }

    /** Sets the id of its event. */
    void happened(String id) {
        eventId = id;
    }

    String correlationId() {
        return story.correlationId();
    }

    /** Returns its organisation, or null if it has none. */
    @Nullable
    Company company() {
        return alone ? null : story.company();
    }

    long nanos() {
        return nanos;
    }

    Subject subject() {
        return subject;
    }

    String eventType() {
        return eventType;
    }

    Data data() {
        return data;
    }

    List<String> tags() {
        return tags;
    }

    @Nullable
    Person person() {
        return person;
    }

    String source() {
        return source;
    }

    /** Returns the id of its event, once it has happened. */
    @Nullable
    String eventId() {
        return eventId;
    }

    @Nullable
    Happening cause() {
        return cause;
    }

    long order() {
        return order;
    }
}
