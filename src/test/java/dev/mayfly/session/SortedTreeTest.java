package dev.mayfly.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SortedTreeTest {
    private static List<Integer> keys(SortedTree<Integer, String> tree, Integer from) {
        List<Integer> keys = new ArrayList<>();
        tree.forEach(from, (key, value) -> keys.add(key));
        return keys;
    }

    @Test
    void a_random_tree_has_what_a_map_has_and_no_version_changes_another() {
        Random random = new Random(1);
        SortedTree<Integer, String> tree = SortedTree.empty(Comparator.naturalOrder());
        TreeMap<Integer, String> map = new TreeMap<>();
        List<SortedTree<Integer, String>> versions = new ArrayList<>();
        List<Map<Integer, String>> copies = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            int key = random.nextInt(500);
            if (random.nextInt(5) < 3) {
                tree = tree.with(key, "v" + i);
                map.put(key, "v" + i);
            } else {
                tree = tree.without(key);
                map.remove(key);
            }
            assertThat(tree.size()).isEqualTo(map.size());
            assertThat(tree.find(key)).isEqualTo(map.get(key));
            assertThat(tree.first()).isEqualTo(map.isEmpty() ? null : map.firstKey());
            if (i % 100 == 0) {
                int from = random.nextInt(500);
                assertThat(keys(tree, from))
                        .containsExactlyElementsOf(map.tailMap(from).keySet());
                assertThat(keys(tree, null)).containsExactlyElementsOf(map.keySet());
                versions.add(tree);
                copies.add(new TreeMap<>(map));
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(keys(versions.get(i), null))
                    .containsExactlyElementsOf(copies.get(i).keySet());
        }
    }

    @Test
    void keys_in_order_make_a_shallow_tree() {
        SortedTree<Integer, Integer> tree = SortedTree.empty(Comparator.naturalOrder());
        int[] comparisons = {0};
        for (int i = 0; i < 100_000; i++) {
            tree = tree.with(i, i);
        }
        SortedTree<Integer, Integer> counted = SortedTree.empty((a, b) -> {
            comparisons[0]++;
            return Integer.compare(a, b);
        });
        for (int i = 0; i < 1_000; i++) {
            counted = counted.with(i, i);
        }
        comparisons[0] = 0;
        assertThat(counted.find(999)).isEqualTo(999);
        assertThat(comparisons[0]).isLessThanOrEqualTo(15);
        assertThat(tree.size()).isEqualTo(100_000);
    }

    @Test
    void a_visit_ends_when_it_wants_to() {
        SortedTree<Integer, Integer> tree = SortedTree.empty(Comparator.naturalOrder());
        for (int i = 0; i < 100; i++) {
            tree = tree.with(i, i);
        }
        List<Integer> seen = new ArrayList<>();
        tree.forEach(10, (key, value) -> {
            seen.add(key);
            return seen.size() < 3;
        });
        assertThat(seen).containsExactly(10, 11, 12);
    }
}
