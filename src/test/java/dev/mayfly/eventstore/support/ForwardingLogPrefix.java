package dev.mayfly.eventstore.support;

import dev.mayfly.criteria.Criteria;
import dev.mayfly.criteria.EventQuery;
import dev.mayfly.criteria.Order;
import dev.mayfly.criteria.Sort;
import dev.mayfly.event.RecordedEvent;
import dev.mayfly.event.json.JsonBuffer;
import dev.mayfly.eventstore.prefix.AggregateMark;
import dev.mayfly.eventstore.prefix.AggregatePage;
import dev.mayfly.eventstore.prefix.AggregateSummary;
import dev.mayfly.eventstore.prefix.DerivedState;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.EventTypeSummary;
import dev.mayfly.eventstore.prefix.Lineage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Positions;
import dev.mayfly.eventstore.prefix.RemovedEvents;
import dev.mayfly.eventstore.prefix.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A prefix that hands everything on to another one; a subclass overrides what it does itself. */
public abstract class ForwardingLogPrefix implements LogPrefix {
    private final LogPrefix log;

    /** Makes a prefix that hands everything on to the given one. */
    protected ForwardingLogPrefix(LogPrefix log) {
        this.log = log;
    }

    @Override
    public long position() {
        return log.position();
    }

    @Override
    public LogPrefix upTo(long earlier) {
        return log.upTo(earlier);
    }

    @Override
    public Object root() {
        return log.root();
    }

    @Override
    public LogPrefix within(Work work) {
        return log.within(work);
    }

    @Override
    public String incarnation() {
        return log.incarnation();
    }

    @Override
    public long aggregateCount() {
        return log.aggregateCount();
    }

    @Override
    public RemovedEvents removed() {
        return log.removed();
    }

    @Override
    public int revision() {
        return log.revision();
    }

    @Override
    public long firstVersion(String aggregateId) {
        return log.firstVersion(aggregateId);
    }

    @Override
    public boolean isRedacted(long position) {
        return log.isRedacted(position);
    }

    @Override
    public long redactedVersion(String aggregateId) {
        return log.redactedVersion(aggregateId);
    }

    @Override
    public Lineage lineage() {
        return log.lineage();
    }

    @Override
    public AggregateMark mark(String aggregateId) {
        return log.mark(aggregateId);
    }

    @Override
    public RecordedEvent event(long position) {
        return log.event(position);
    }

    @Override
    public void writeJson(long position, JsonBuffer out) {
        log.writeJson(position, out);
    }

    @Override
    public long jsonSizeBound(long position) {
        return log.jsonSizeBound(position);
    }

    @Override
    public long timestampNanos(long position) {
        return log.timestampNanos(position);
    }

    @Override
    public long positionOf(String eventId) {
        return log.positionOf(eventId);
    }

    @Override
    public long version(String aggregateId) {
        return log.version(aggregateId);
    }

    @Override
    public Optional<AggregateSummary> aggregate(String aggregateId) {
        return log.aggregate(aggregateId);
    }

    @Override
    public AggregatePage aggregates(String aggregateType, String idPrefix, long after, int limit) {
        return log.aggregates(aggregateType, idPrefix, after, limit);
    }

    @Override
    public Positions history(String aggregateId, long fromVersion, long toVersion, Order order) {
        return log.history(aggregateId, fromVersion, toVersion, order);
    }

    @Override
    public Positions search(Criteria criteria, Sort sort, Order order, long resumeAfter) {
        return log.search(criteria, sort, order, resumeAfter);
    }

    @Override
    public long lastCandidate(Criteria criteria) {
        return log.lastCandidate(criteria);
    }

    @Override
    public List<EventTypeSummary> eventTypes() {
        return log.eventTypes();
    }

    @Override
    public EventScan scan(Criteria criteria, Sort sort) {
        return log.scan(criteria, sort);
    }

    @Override
    public long lastMatch(EventQuery query, long after) {
        return log.lastMatch(query, after);
    }

    @Override
    public AtomicReference<DerivedState> derived() {
        return log.derived();
    }
}
