package dev.mayfly.http.access;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All access rules, found by path and method. Immutable; a lookup takes time in proportion to the length of the path and
 * makes no objects.
 */
final class RuleTable {
    private static final String GET = "GET";
    private static final String HEAD = "HEAD";
    private static final String BELOW = "**";

    private final Node root = new Node();
    private final List<AccessRule> all;

    /**
     * Makes a table.
     *
     * @throws IllegalStateException if there are two rules for the same operation
     */
    RuleTable(Collection<AccessRule> rules) {
        all = List.copyOf(rules);
        for (AccessRule rule : all) {
            Node node = root;
            for (String segment : rule.template().substring(1).split("/", -1)) {
                if (!segment.isEmpty()) {
                    node = node.child(segment);
                }
            }
            AccessRule other = node.rules.put(rule.method(), rule);
            if (other != null) {
                throw new IllegalStateException("there are two access rules for " + rule);
            }
        }
    }

    /** Returns all rules. */
    List<AccessRule> all() {
        return all;
    }

    /**
     * Returns the rule for an operation, or null if there is none. Words of a path come before names in braces, and
     * these before paths that end with {@code **}.
     *
     * @param path a path in which letters, digits and {@code -._~} are not escaped
     */
    @Nullable
    AccessRule find(String method, String path) {
        int end = path.length() > 1 && path.charAt(path.length() - 1) == '/' ? path.length() - 1 : path.length();
        return find(root, method, path, 1, end);
    }

    private static @Nullable AccessRule find(Node node, String method, String path, int start, int end) {
        AccessRule rule = null;
        if (start >= end) {
            rule = node.rule(method);
        } else {
            int slash = path.indexOf('/', start);
            int segmentEnd = slash < 0 || slash > end ? end : slash;
            Node word = node.word(path, start, segmentEnd);
            if (word != null) {
                rule = find(word, method, path, segmentEnd + 1, end);
            }
            if (rule == null && node.name != null) {
                rule = find(node.name, method, path, segmentEnd + 1, end);
            }
        }
        return rule == null && node.below != null ? node.below.rule(method) : rule;
    }

    /** A place in the tree of paths. */
    private static final class Node {
        private final List<String> words = new ArrayList<>();
        private final List<Node> ofWords = new ArrayList<>();
        private final Map<String, AccessRule> rules = new HashMap<>();
        private @Nullable Node name;
        private @Nullable Node below;

        Node child(String segment) {
            if (segment.equals(BELOW)) {
                below = below == null ? new Node() : below;
                return below;
            }
            if (segment.startsWith("{")) {
                name = name == null ? new Node() : name;
                return name;
            }
            int at = words.indexOf(segment);
            if (at >= 0) {
                return ofWords.get(at);
            }
            Node child = new Node();
            words.add(segment);
            ofWords.add(child);
            return child;
        }

        @Nullable
        Node word(String path, int start, int end) {
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                if (word.length() == end - start && path.startsWith(word, start)) {
                    return ofWords.get(i);
                }
            }
            return null;
        }

        @Nullable
        AccessRule rule(String method) {
            AccessRule rule = rules.get(method);
            if (rule == null && method.equals(HEAD)) {
                return rules.get(GET);
            }
            return rule == null && !method.equals(GET) ? rules.get(AccessRule.CHANGES) : rule;
        }
    }
}
