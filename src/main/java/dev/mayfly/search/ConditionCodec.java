package dev.mayfly.search;

import dev.mayfly.criteria.where.Condition;
import dev.mayfly.criteria.where.EventPath;
import dev.mayfly.criteria.where.Operand;
import dev.mayfly.criteria.where.Operator;
import dev.mayfly.criteria.where.Root;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The bytes of conditions in a cursor: equal ones equally, and others differently. */
final class ConditionCodec {
    private static final Operand.Kind[] KINDS = Operand.Kind.values();
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

    private ConditionCodec() {}

    static void write(Set<Condition> conditions, DataOutput out) throws IOException {
        List<Condition> sorted = conditions.stream()
                .sorted(Comparator.comparing(Condition::canonical))
                .toList();
        out.writeInt(sorted.size());
        for (Condition condition : sorted) {
            out.writeUTF(condition.path().root().fieldName());
            out.writeByte(condition.path().members().size());
            for (String member : condition.path().members()) {
                out.writeUTF(member);
            }
            out.writeByte(condition.operator().code());
            out.writeInt(condition.operands().size());
            for (Operand operand : condition.sorted()) {
                out.writeByte(operand.kind().ordinal());
                out.writeUTF(operand.kind() == Operand.Kind.NUMBER ? operand.canonicalNumber() : operand.text());
            }
        }
    }

    /**
     * Throws {@link IllegalArgumentException} or {@link dev.mayfly.event.InvalidInputException} if the bytes are not such as
     * {@link #write} makes.
     */
    static Set<Condition> read(DataInput in) throws IOException {
        Set<Condition> conditions = new HashSet<>();
        int left = in.readInt();
        if (left > Condition.MAX_CONDITIONS) {
            throw new IllegalArgumentException(left + " conditions");
        }
        for (; left > 0; left--) {
            EventPath path = path(in);
            Operator operator = Operator.of(in.readByte());
            if (operator == null) {
                throw new IllegalArgumentException("an operator");
            }
            List<Operand> operands = new ArrayList<>();
            for (int count = in.readInt(); count > 0; count--) {
                int kind = in.readByte();
                if (kind < 0 || kind >= KINDS.length) {
                    throw new IllegalArgumentException("an operand of kind " + kind);
                }
                String text = in.readUTF();
                if (KINDS[kind] == Operand.Kind.NUMBER && !NUMBER.matcher(text).matches()) {
                    throw new IllegalArgumentException("a number");
                }
                operands.add(new Operand(KINDS[kind], text));
            }
            conditions.add(Condition.of("cursor", path, operator, operands));
        }
        return conditions;
    }

    private static EventPath path(DataInput in) throws IOException {
        Root root = Root.of(in.readUTF());
        List<String> members = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            members.add(in.readUTF());
        }
        if (root == null || !members.isEmpty() && !root.hasMembers()) {
            throw new IllegalArgumentException("a path");
        }
        return EventPath.to(root, members);
    }
}
