package dev.mayfly.projection.declared;

import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.eventstore.prefix.EventScan;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import dev.mayfly.projection.declared.value.Column;
import dev.mayfly.projection.declared.value.EventValues;
import dev.mayfly.projection.declared.value.FieldConditions;
import dev.mayfly.projection.declared.value.FieldDefinition;
import dev.mayfly.projection.fold.CurrentEvent;
import dev.mayfly.projection.fold.Fold;
import dev.mayfly.projection.fold.FoldMemory;
import dev.mayfly.projection.fold.StateLimitException;
import dev.mayfly.projection.fold.StoreFailure;
import dev.mayfly.projection.fold.UnfoldableEventException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fold of a declared projection.
 *
 * <p>A group is copied when the first of its events comes, and changed in place from then on. If the key is a column,
 * events find their group by the column's ordinal, without reading a key.
 */
final class StateFold implements Fold<States> {
    private static final int CACHE = 1024;
    private static final int NO_ORDINAL = -1;

    private final DeclaredProjection projection;
    private final Definition definition;
    private final States from;
    private final EventValues values = new EventValues();
    private final Operand[] operands;
    private final FieldConditions conditions;
    private final @Nullable Column column;
    private final KeySource keys;
    private final Groups.Edit groups;
    private final @Nullable Group[] cached;
    private final int[] cachedOrdinals;
    private @Nullable EventScan cachedScan;
    private long newValues;
    private long newBytes;
    /** What the fold has taken for itself, at least the bytes by which the states grew. */
    private final FoldMemory held;

    StateFold(DeclaredProjection projection, States from) {
        this.projection = projection;
        this.definition = projection.definition();
        this.from = from;
        this.held = new FoldMemory(projection.memory());
        this.groups = from.groups().edit();
        this.operands = new Operand[definition.fields().size()];
        for (int i = 0; i < operands.length; i++) {
            FieldDefinition field = definition.fields().get(i);
            EventPath path = field.path();
            operands[i] = new Operand(field, path == null ? null : values.at(path));
        }
        this.conditions = new FieldConditions(definition.fields());
        this.column =
                definition.groupBy().size() == 1 && definition.groupBy().get(0).interval() == null
                        ? Column.of(definition.groupBy().get(0).path())
                        : null;
        this.keys = new KeySource(column == null ? definition.groupBy() : List.of(), values);
        this.cached = new Group[column == null ? 1 : CACHE];
        this.cachedOrdinals = new int[cached.length];
    }

    @Override
    public void apply(CurrentEvent event) throws UnfoldableEventException {
        Work work = event.log().work();
        if (work != Work.UNLIMITED) {
            StoreFailure.run(() -> pay(work, event.columns()));
        }
        apply(event.log(), event.columns(), event.position());
    }

    /** Pays for folding the event that a scan is at. */
    void pay(Work work, EventScan scan) {
        work.pay(operands.length);
        conditions.pay(work, scan);
    }

    /**
     * Folds the event that a scan is at.
     *
     * @throws UnfoldableEventException if it cannot be folded, which has changed nothing, except for a {@link
     *     StateLimitException}: the fold must then be discarded
     */
    void apply(LogPrefix log, EventScan scan, long position) throws UnfoldableEventException {
        values.read(log, scan, position);
        conditions.read(log, scan, position);
        for (int i = 0; i < operands.length; i++) {
            if (conditions.hold(i)) {
                operands[i].read();
            }
        }
        Group group = group(scan);
        for (int i = 0; i < operands.length; i++) {
            if (conditions.hold(i) && operands[i].isPresent()) {
                take(group.cell(i), operands[i]);
            }
        }
        held.hold(newBytes);
    }

    @Override
    public void discard() {
        held.release();
    }

    @Override
    public States finish() {
        Groups after = groups.finish();
        States states = after == from.groups()
                ? from
                : new States(definition, after, from.values() + newValues, from.sizeBytes() + newBytes);
        discard();
        projection.memory().set(projection, states.sizeBytes());
        return states;
    }

    private void take(Cell cell, Operand operand) throws UnfoldableEventException {
        long before = cell.values();
        // Beside what the states grow by, the value itself as it is read.
        held.hold(newBytes + operand.mostBytes());
        newBytes += cell.take(operand);
        newValues += cell.values() - before;
        if (newValues > 0 && from.values() + newValues > projection.limits().values()) {
            throw new StateLimitException(
                    "the states would hold more than " + projection.limits().values()
                            + " distinct values (mayfly.projections.max-values)",
                    projection.limits().values());
        }
    }

    private Group group(EventScan scan) throws UnfoldableEventException {
        Column by = column;
        if (by == null) {
            Group only = cached[0];
            if (only != null) {
                return only;
            }
            Group group = group(keys.read());
            if (definition.groupBy().isEmpty()) {
                cached[0] = group;
            }
            return group;
        }
        if (scan != cachedScan) {
            Arrays.fill(cachedOrdinals, NO_ORDINAL);
            cachedScan = scan;
        }
        int ordinal = by.ordinal(scan);
        int place = ordinal & CACHE - 1;
        Group group = cached[place];
        if (group == null || cachedOrdinals[place] != ordinal) {
            group = group(KeySource.of(by, scan, ordinal));
            cached[place] = group;
            cachedOrdinals[place] = ordinal;
        }
        return group;
    }

    private Group group(Key key) throws UnfoldableEventException {
        Group known = groups.find(key);
        if (known != null) {
            return known;
        }
        if (groups.size() >= projection.limits().groups()) {
            throw new StateLimitException(
                    "the states would have more than " + projection.limits().groups() + " keys ("
                            + projection.limits().groupsSetting() + ")",
                    projection.limits().groups());
        }
        Group group = groups.add(key, definition.fields());
        newBytes += group.baseBytes();
        return group;
    }
}
