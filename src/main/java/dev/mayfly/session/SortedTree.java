package dev.mayfly.session;

import java.util.Comparator;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable sorted map: a balanced (AVL) tree of which each change returns a new version that shares all other nodes
 * with the old one. A change and a lookup take O(log n). Any thread may use it.
 *
 * @param <K> the keys
 * @param <V> the values
 */
final class SortedTree<K, V> {
    private final Comparator<? super K> order;
    private final @Nullable Node<K, V> root;

    private record Node<K, V>(
            K key,
            V value,
            @Nullable Node<K, V> left,
            @Nullable Node<K, V> right,
            int height,
            int size) {}

    private SortedTree(Comparator<? super K> order, @Nullable Node<K, V> root) {
        this.order = order;
        this.root = root;
    }

    /** Returns an empty tree. */
    static <K, V> SortedTree<K, V> empty(Comparator<? super K> order) {
        return new SortedTree<>(order, null);
    }

    /** Returns the number of keys. */
    int size() {
        return size(root);
    }

    /** Returns the value of a key, or null if it has none. */
    @Nullable
    V find(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int side = order.compare(key, node.key);
            if (side == 0) {
                return node.value;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    /** Returns the least key, or null if there is none. */
    @Nullable
    K first() {
        Node<K, V> node = root;
        while (node != null && node.left != null) {
            node = node.left;
        }
        return node == null ? null : node.key;
    }

    /** Returns the entry with the least key that is greater than a key, or null if there is none. */
    Map.@Nullable Entry<K, V> after(K key) {
        Node<K, V> node = root;
        Node<K, V> found = null;
        while (node != null) {
            boolean isGreater = order.compare(node.key, key) > 0;
            found = isGreater ? node : found;
            node = isGreater ? node.left : node.right;
        }
        return found == null ? null : Map.entry(found.key, found.value);
    }

    /** Returns the tree in which a key has a value. */
    SortedTree<K, V> with(K key, V value) {
        return new SortedTree<>(order, put(root, key, value));
    }

    /** Returns the tree without a key. */
    SortedTree<K, V> without(K key) {
        return new SortedTree<>(order, remove(root, key));
    }

    /**
     * Visits the entries from a key on, in order, until a visit returns false.
     *
     * @param from the least key to visit, or null for all
     */
    void forEach(@Nullable K from, BiPredicate<? super K, ? super V> visit) {
        visit(root, from, visit);
    }

    private boolean visit(@Nullable Node<K, V> node, @Nullable K from, BiPredicate<? super K, ? super V> visit) {
        if (node == null) {
            return true;
        }
        int side = from == null ? -1 : order.compare(from, node.key);
        if (side < 0 && !visit(node.left, from, visit)) {
            return false;
        }
        if (side <= 0 && !visit.test(node.key, node.value)) {
            return false;
        }
        // Everything to the right is greater than this node's key.
        return visit(node.right, side <= 0 ? null : from, visit);
    }

    private Node<K, V> put(@Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null, 1, 1);
        }
        int side = order.compare(key, node.key);
        if (side == 0) {
            return new Node<>(key, value, node.left, node.right, node.height, node.size);
        }
        return side < 0
                ? balanced(node, put(node.left, key, value), node.right)
                : balanced(node, node.left, put(node.right, key, value));
    }

    private @Nullable Node<K, V> remove(@Nullable Node<K, V> node, K key) {
        if (node == null) {
            return null;
        }
        int side = order.compare(key, node.key);
        if (side < 0) {
            return balanced(node, remove(node.left, key), node.right);
        }
        if (side > 0) {
            return balanced(node, node.left, remove(node.right, key));
        }
        if (node.left == null) {
            return node.right;
        }
        if (node.right == null) {
            return node.left;
        }
        Node<K, V> next = node.right;
        while (next.left != null) {
            next = next.left;
        }
        return balanced(next, node.left, remove(node.right, next.key));
    }

    /** Returns a node with the entry of another and these children, which differ in height by at most two. */
    private static <K, V> Node<K, V> balanced(Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        if (left != null && left.height > height(right) + 1) {
            Node<K, V> inner = left.right;
            return inner == null || height(left.left) >= inner.height
                    ? node(left, left.left, node(entry, inner, right))
                    : node(inner, node(left, left.left, inner.left), node(entry, inner.right, right));
        }
        if (right != null && right.height > height(left) + 1) {
            Node<K, V> inner = right.left;
            return inner == null || height(right.right) >= inner.height
                    ? node(right, node(entry, left, inner), right.right)
                    : node(inner, node(entry, left, inner.left), node(right, inner.right, right.right));
        }
        return node(entry, left, right);
    }

    private static <K, V> Node<K, V> node(Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        int height = 1 + Math.max(height(left), height(right));
        return new Node<>(entry.key, entry.value, left, right, height, 1 + size(left) + size(right));
    }

    private static int height(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    private static int size(@Nullable Node<?, ?> node) {
        return node == null ? 0 : node.size;
    }
}
