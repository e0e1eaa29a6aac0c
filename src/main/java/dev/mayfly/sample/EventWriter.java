package dev.mayfly.sample;

import dev.mayfly.event.Dimension;
import dev.mayfly.event.EventBatchBuilder;
import dev.mayfly.event.NewEvent;
import dev.mayfly.event.RawJson;
import dev.mayfly.event.Rfc3339;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.sample.company.Chance;
import dev.mayfly.sample.company.Company;
import dev.mayfly.sample.company.Fields;
import dev.mayfly.sample.company.Person;
import dev.mayfly.sample.company.Subject;
import java.util.UUID;

/** A writer that turns happenings into events, in the order in which they happen, with their places in a log. */
final class EventWriter {
    private static final long VERSION = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long MASK_48 = 0xFFFF_FFFF_FFFFL;

    private final Chance chance;
    private final JsonBuffer text = new JsonBuffer(1024);
    private long position;

    EventWriter(Chance chance) {
        this.chance = chance;
    }

    /** Adds the event of a happening to a batch with places. */
    void write(Happening happening, EventBatchBuilder batch) {
        String id = eventId(happening.nanos());
        happening.happened(id);
        Company company = happening.company();
        Person person = happening.person();
        Happening cause = happening.cause();
        text.clear();
        Fields.write(text, happening.data());
        int dataEnd = text.size();
        Fields.write(text, fields -> {
            if (company != null) {
                fields.text("organizationId", company.organizationId());
            }
            if (person != null) {
                fields.text("userId", person.userId());
            }
            fields.text("source", happening.source());
        });
        Subject subject = happening.subject();
        batch.add(new NewEvent(
                id,
                subject.id(),
                subject.type(),
                happening.eventType(),
                Rfc3339.instant(happening.nanos()),
                happening.correlationId(),
                cause == null ? null : cause.eventId(),
                happening.tags(),
                null,
                RawJson.of(text.array(), dataEnd, text.size() - dataEnd),
                RawJson.of(text.array(), 0, dataEnd)));
        batch.indexed(Dimension.ORGANIZATION_ID, company == null ? null : company.organizationId());
        batch.indexed(Dimension.USER_ID, person == null ? null : person.userId());
        batch.position(++position);
        batch.version(subject.nextVersion());
        batch.recordedAtNanos(happening.nanos());
    }

    /** Returns a UUID of version 7 (RFC 9562) for a time. */
    private String eventId(long nanos) {
        long millis = Math.floorDiv(nanos, Times.MILLI) & MASK_48;
        long high = millis << 16 | VERSION | chance.bits() & 0xFFF;
        return new UUID(high, VARIANT | chance.bits() >>> 2).toString();
    }
}
