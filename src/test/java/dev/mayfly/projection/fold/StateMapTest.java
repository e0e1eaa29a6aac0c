package dev.mayfly.projection.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StateMapTest {
    private static Map<String, Integer> contents(StateMap<String, Integer> map) {
        TreeMap<String, Integer> contents = new TreeMap<>();
        List<String> keys = new ArrayList<>();
        map.forEach((key, value) -> {
            keys.add(key);
            contents.put(key, value);
        });
        assertThat(keys).isSorted().hasSize(map.size());
        return contents;
    }

    @Test
    void it_holds_what_a_tree_map_holds_and_none_of_its_versions_changes() {
        Random random = new Random(17);
        TreeMap<String, Integer> model = new TreeMap<>();
        StateMap<String, Integer> map = StateMap.empty();
        List<StateMap<String, Integer>> versions = new ArrayList<>();
        List<Map<String, Integer>> models = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            versions.add(map);
            models.add(Map.copyOf(model));
            String key = "k" + random.nextInt(300);
            if (random.nextInt(3) == 0) {
                model.remove(key);
                map = map.without(key);
                assertThat(map.get(key)).isNull();
            } else {
                model.put(key, i);
                map = map.with(key, i);
                assertThat(map.get(key)).isEqualTo(i);
            }
        }
        for (int i = 0; i < versions.size(); i++) {
            assertThat(contents(versions.get(i))).isEqualTo(models.get(i));
        }
        assertThat(map.get("none")).isNull();
        assertThat(map.getOr("none", 7)).isEqualTo(7);
    }

    @Test
    void its_depth_grows_with_the_logarithm_even_if_keys_come_in_order() {
        StateMap<Integer, Integer> map = StateMap.empty();
        for (int i = 0; i < 100_000; i++) {
            map = map.with(i, i);
        }
        assertThat(map.size()).isEqualTo(100_000);
        // 1.44 times the logarithm, which is 16.6.
        assertThat(map.depth()).isLessThanOrEqualTo(24);
        for (int i = 0; i < 99_000; i++) {
            map = map.without(i);
        }
        assertThat(map.size()).isEqualTo(1_000);
        assertThat(map.depth()).isLessThanOrEqualTo(14);
        assertThat(map.without(-1)).isSameAs(map);
    }

    @Test
    void it_can_be_walked_through_entry_by_entry() {
        StateMap<String, Integer> map =
                StateMap.<String, Integer>empty().with("b", 2).with("a", 1).with("d", 4);
        assertThat(map.entryAfter(null)).isEqualTo(new StateMap.Entry<>("a", 1));
        assertThat(map.entryAfter("a")).isEqualTo(new StateMap.Entry<>("b", 2));
        assertThat(map.entryAfter("c")).isEqualTo(new StateMap.Entry<>("d", 4));
        assertThat(map.entryAfter("d")).isNull();
    }

    @Test
    void maps_with_equal_entries_are_equal_however_they_came_about() {
        StateMap<String, Integer> one =
                StateMap.<String, Integer>empty().with("a", 1).with("b", 2);
        StateMap<String, Integer> other =
                StateMap.<String, Integer>empty().with("b", 2).with("a", 0).with("a", 1);
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).hasToString(other.toString());
        assertThat(one).isNotEqualTo(one.with("a", 3)).isNotEqualTo(one.with("c", 3));
    }
}
