package dev.mayfly.criteria.where;

import dev.mayfly.event.RawJson;
import dev.mayfly.event.json.JsonStrings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Conditions in a form that is fast to evaluate: data and metadata are each read once for all of them, and not at all if
 * none asks for them. For one thread.
 */
public final class Conditions {
    /** The most different conditions. */
    public static final int MAX = Long.SIZE;

    private final List<Condition> conditions;
    private final ValueNode data = new ValueNode("");
    private final ValueNode metadata = new ValueNode("");
    private Map<EventPath, ValueNode> envelope = Map.of();
    private Map<EventPath, List<ValueTest>> times = Map.of();
    private final ValueScan dataScan;
    private final ValueScan metadataScan;
    private final long all;
    private final long negated;

    private Conditions(List<Condition> conditions) {
        this.conditions = conditions;
        long negations = 0;
        long bit = 1;
        for (Condition condition : conditions) {
            add(condition, bit);
            negations |= condition.operator().isNegated() ? bit : 0;
            bit <<= 1;
        }
        this.negated = negations;
        this.all = conditions.size() == MAX ? -1 : bit - 1;
        this.dataScan = new ValueScan(data);
        this.metadataScan = metadata.isUsed() ? new ValueScan(metadata) : dataScan;
    }

    /**
     * Returns conditions, at most {@link #MAX} different ones.
     */
    public static Conditions of(Collection<Condition> conditions) {
        List<Condition> different = conditions instanceof Set
                ? List.copyOf(conditions)
                : conditions.stream().distinct().toList();
        if (different.size() > MAX) {
            throw new IllegalArgumentException(different.size() + " conditions");
        }
        return new Conditions(different);
    }

    private void add(Condition condition, long bit) {
        EventPath path = condition.path();
        if (path.root() == Root.DATA || path.root() == Root.METADATA && path.indexedMetadata() == null) {
            ValueNode node = path.root() == Root.DATA ? data : metadata;
            for (String name : path.members()) {
                node = node.child(name);
            }
            node.add(condition, bit);
        } else if (Condition.isTime(path)) {
            times = times.isEmpty() ? new LinkedHashMap<>() : times;
            times.computeIfAbsent(path, unused -> new ArrayList<>()).add(new ValueTest(condition, bit));
        } else {
            envelope = envelope.isEmpty() ? new LinkedHashMap<>() : envelope;
            envelope.computeIfAbsent(path, unused -> new ValueNode("")).add(condition, bit);
        }
    }

    /** Returns how many conditions there are. */
    public int size() {
        return conditions.size();
    }

    /** Returns whether the data is read. */
    public boolean readsData() {
        return data.isUsed();
    }

    /** Returns whether the metadata is read. */
    public boolean readsMetadata() {
        return metadata.isUsed();
    }

    /** Returns the bits of some of these conditions, as {@link #holding} sets them. */
    public long bits(Collection<Condition> some) {
        long bits = 0;
        for (Condition condition : some) {
            int index = conditions.indexOf(condition);
            if (index < 0) {
                throw new IllegalArgumentException("not one of these conditions: " + condition);
            }
            bits |= 1L << index;
        }
        return bits;
    }

    /** Returns whether all conditions hold for an event. */
    public boolean hold(EventFields event) {
        return holding(event) == all;
    }

    /** Returns the bits of the conditions that hold for an event. */
    public long holding(EventFields event) {
        long bits = 0;
        if (!envelope.isEmpty() || !times.isEmpty()) {
            bits = ofEnvelope(event);
        }
        if (data.isUsed()) {
            bits |= dataScan.read(data, event.data());
        }
        if (metadata.isUsed()) {
            RawJson object = event.metadata();
            bits |= object == null ? 0 : metadataScan.read(metadata, object);
        }
        return bits ^ negated;
    }

    /**
     * Returns texts that an event's data contains, ignoring case, if the conditions hold: parts of the data as JSON text
     * without white space, in which escapes are resolved.
     */
    public List<String> textsInData() {
        List<String> texts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.path().root() != Root.DATA || condition.operands().size() != 1) {
                continue;
            }
            Operand operand = condition.operands().iterator().next();
            String text = operand.text();
            boolean wellFormed =
                    text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            if (operand.kind() == Operand.Kind.STRING && wellFormed) {
                switch (condition.operator()) {
                    case EQUAL -> texts.add('"' + text + '"');
                    case STARTS_WITH -> texts.add('"' + text);
                    case CONTAINS -> texts.add(text);
                    default -> {
                        // The text may have any other value.
                    }
                }
            }
        }
        return texts;
    }

    private long ofEnvelope(EventFields event) {
        long bits = 0;
        for (Map.Entry<EventPath, List<ValueTest>> each : times.entrySet()) {
            long nanos = event.nanos(each.getKey().root());
            for (ValueTest test : each.getValue()) {
                bits |= test.time(nanos) ? test.bit : 0;
            }
        }
        for (Map.Entry<EventPath, ValueNode> each : envelope.entrySet()) {
            EventPath path = each.getKey();
            ValueNode node = each.getValue();
            switch (path.root()) {
                case POSITION, VERSION -> {
                    byte[] number = Long.toString(event.number(path.root())).getBytes(StandardCharsets.US_ASCII);
                    bits |= dataScan.read(node, RawJson.of(number, 0, number.length));
                }
                case TAGS -> {
                    for (String tag : event.tags()) {
                        bits |= text(node, tag);
                    }
                }
                default -> {
                    String text = event.text(path);
                    bits |= text == null ? 0 : text(node, text);
                }
            }
        }
        return bits;
    }

    private long text(ValueNode node, String text) {
        byte[] characters = JsonStrings.bytes(text);
        return dataScan.string(node, characters, characters.length);
    }
}
