package dev.mayfly.projection.fold;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorted map that never changes: {@link #with} returns another map, which shares nearly everything with this one. A
 * lookup and a change take O(log n).
 *
 * @param <K> the keys, in their natural order
 * @param <V> the values, immutable
 */
public final class StateMap<K extends Comparable<? super K>, V> {
    private static final StateMap<?, ?> EMPTY = new StateMap<>(null);

    private final @Nullable Node<K, V> root;

    /** A node of a binary tree whose branches differ in height by at most one. */
    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right,
            int height,
            int size) {
        static <K, V> Node<K, V> of(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            return new Node<>(
                    key,
                    value,
                    left,
                    right,
                    1 + Math.max(heightOf(left), heightOf(right)),
                    1 + sizeOf(left) + sizeOf(right));
        }

        static int heightOf(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.height;
        }

        static int sizeOf(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.size;
        }

        Node<K, V> rotatedRight() {
            Node<K, V> up = present(left);
            return of(up.key, up.value, up.left, of(key, value, up.right, right));
        }

        Node<K, V> rotatedLeft() {
            Node<K, V> up = present(right);
            return of(up.key, up.value, of(key, value, left, up.left), up.right);
        }

        Node<K, V> balanced() {
            int slope = heightOf(left) - heightOf(right);
            if (slope > 1) {
                Node<K, V> lower = present(left);
                boolean bent = heightOf(lower.right) > heightOf(lower.left);
                return bent ? of(key, value, lower.rotatedLeft(), right).rotatedRight() : rotatedRight();
            }
            if (slope < -1) {
                Node<K, V> lower = present(right);
                boolean bent = heightOf(lower.left) > heightOf(lower.right);
                return bent ? of(key, value, left, lower.rotatedRight()).rotatedLeft() : rotatedLeft();
            }
            return this;
        }

        private static <K, V> Node<K, V> present(@Nullable Node<K, V> node) {
            if (node == null) {
                throw new IllegalStateException("the higher branch is empty");
            }
            return node;
        }
    }

    private StateMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** Returns the empty map. */
    @SuppressWarnings("unchecked")
    public static <K extends Comparable<? super K>, V> StateMap<K, V> empty() {
        return (StateMap<K, V>) EMPTY;
    }

    /** Returns the number of entries. */
    public int size() {
        return Node.sizeOf(root);
    }

    /** Returns the most entries that a lookup visits. */
    int depth() {
        return Node.heightOf(root);
    }

    /** Returns the value of a key, or null if it has none. */
    public @Nullable V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** Returns the value of a key, or {@code absent} if it has none. */
    public V getOr(K key, V absent) {
        V value = get(key);
        return value == null ? absent : value;
    }

    /** Returns a map with the same entries and this one, which replaces any entry with the same key. */
    public StateMap<K, V> with(K key, V value) {
        return new StateMap<>(with(root, key, value));
    }

    /** Returns the same map without an entry for a key. */
    public StateMap<K, V> without(K key) {
        return get(key) == null ? this : new StateMap<>(without(root, key));
    }

    /** Calls the action with each entry, in the order of the keys. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        forEach(root, action);
    }

    /**
     * Returns the first entry after a key, or the first of all if the key is null; null if there is none. A caller can
     * thus iterate in portions, even across later maps. Takes O(log n).
     */
    public @Nullable Entry<K, V> entryAfter(@Nullable K key) {
        Node<K, V> best = null;
        Node<K, V> node = root;
        while (node != null) {
            if (key == null || key.compareTo(node.key) < 0) {
                best = node;
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return best == null ? null : new Entry<>(best.key, best.value);
    }

    /**
     * A key and its value.
     *
     * @param key the key
     * @param value the value
     */
    public record Entry<K, V>(K key, V value) {}

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StateMap<?, ?> map
                && size() == map.size()
                && entries().equals(map.entries());
    }

    @Override
    public int hashCode() {
        return entries().hashCode();
    }

    @Override
    public String toString() {
        return entries().toString();
    }

    private List<Entry<K, V>> entries() {
        List<Entry<K, V>> entries = new ArrayList<>(size());
        forEach((key, value) -> entries.add(new Entry<>(key, value)));
        return entries;
    }

    private static <K extends Comparable<? super K>, V> Node<K, V> with(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return Node.of(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right, node.height, node.size);
        }
        return order < 0
                ? Node.of(node.key, node.value, with(node.left, key, value), node.right)
                        .balanced()
                : Node.of(node.key, node.value, node.left, with(node.right, key, value))
                        .balanced();
    }

    private static <K extends Comparable<? super K>, V> @Nullable Node<K, V> without(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int order = key.compareTo(node.key);
        if (order < 0) {
            return Node.of(node.key, node.value, without(node.left, key), node.right)
                    .balanced();
        }
        if (order > 0) {
            return Node.of(node.key, node.value, node.left, without(node.right, key))
                    .balanced();
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        Node<K, V> following = node.right;
        while (following.left != null) {
            following = following.left;
        }
        return Node.of(following.key, following.value, node.left, without(node.right, following.key))
                .balanced();
    }

    private static <K, V> void forEach(@Nullable Node<K, V> node, BiConsumer<? super K, ? super V> action) {
        if (node != null) {
            forEach(node.left, action);
            action.accept(node.key, node.value);
            forEach(node.right, action);
        }
    }
}
