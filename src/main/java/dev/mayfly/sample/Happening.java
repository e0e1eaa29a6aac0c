package dev.mayfly.sample;

import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields.Data;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that is going to happen: an event that has been planned. */
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

    /** Says who does it, by hand. */
    Happening by(Person who) {
        person = who;
        source = "console";
        who.actsAt(nanos);
        return this;
    }

    /** Says what does it, if no person does by hand. */
    Happening from(String what) {
        source = what;
        return this;
    }

    /** Says that no organisation has to do with it. */
    Happening alone() {
        alone = true;
        return this;
    }

    /** Says what caused it. */
    Happening because(@Nullable Happening what) {
        cause = what;
        return this;
    }

    /** Gives it a tag. */
    Happening tagged(String name, String value) {
        tags.add(name + ":" + value);
        return this;
    }

    /** Gives it its place among those that happen at the same time. */
    void order(long place) {
        order = place;
    }

    /** Gives it the id that its event has. */
    void happened(String id) {
        eventId = id;
    }

    String correlationId() {
        return story.correlationId();
    }

    /** Returns whose it is, or null if it is no organisation's. */
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
