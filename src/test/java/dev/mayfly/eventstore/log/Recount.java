package dev.mayfly.eventstore.log;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;

/** Counts the bytes of the arrays that an engine's log really holds, by looking at every one of them. */
final class Recount {
    private static final int ARRAY_HEADER_BYTES = 16;
    private static final String OWN = "dev.mayfly.eventstore.";

    private Recount() {}

    /** Returns the bytes of all arrays of numbers that are reachable from the store's log. */
    static long bytes(EmbeddedEventStore store) {
        try {
            return bytesFrom(((History) value(EmbeddedEventStore.class.getDeclaredField("history"), store)).log());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("a field of the log cannot be looked at", e);
        }
    }

    private static long bytesFrom(Object root) throws ReflectiveOperationException {
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> left = new ArrayDeque<>();
        left.add(root);
        seen.add(root);
        long bytes = 0;
        while (!left.isEmpty()) {
            Object next = left.remove();
            Class<?> type = next.getClass();
            if (type.isArray()) {
                if (type.getComponentType().isPrimitive()) {
                    int width = next instanceof long[] ? Long.BYTES : next instanceof int[] ? Integer.BYTES : 1;
                    bytes += ARRAY_HEADER_BYTES + (long) Array.getLength(next) * width;
                } else {
                    for (Object element : (Object[]) next) {
                        enter(element, seen, left);
                    }
                }
            } else if (type.getName().startsWith(OWN)) {
                for (Class<?> c = type; c != Object.class; c = c.getSuperclass()) {
                    for (Field field : c.getDeclaredFields()) {
                        if (!field.getType().isPrimitive() && !Modifier.isStatic(field.getModifiers())) {
                            enter(value(field, next), seen, left);
                        }
                    }
                }
            }
        }
        return bytes;
    }

    private static Object value(Field field, Object owner) throws IllegalAccessException {
        field.setAccessible(true);
        return field.get(owner);
    }

    private static void enter(Object found, Set<Object> seen, Deque<Object> left) {
        if (found != null && seen.add(found)) {
            left.add(found);
        }
    }
}
