package dev.mayfly.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.WithDefault;
import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How much of the heap the limits may take together if none of them is set. */
class DefaultSharesTest {
    /** A part of what requests hold, and what is outside the heap. */
    private static final Set<String> ELSEWHERE = Set.of("smallBodiesSize", "sendQueueSize");

    @Test
    void the_default_shares_leave_a_fifth_of_the_heap_to_the_server() {
        int percent = Stream.of(MayflyConfiguration.class.getDeclaredClasses())
                .flatMap(group -> Stream.of(group.getDeclaredMethods()))
                .filter(setting -> setting.getReturnType() == MemorySize.class)
                .filter(setting -> !ELSEWHERE.contains(setting.getName()))
                .map(DefaultSharesTest::byDefault)
                .filter(text -> text.endsWith("%"))
                .mapToInt(text -> Integer.parseInt(text.substring(0, text.length() - 1)))
                .sum();
        assertThat(percent).isPositive().isLessThanOrEqualTo(80);
    }

    private static String byDefault(Method setting) {
        WithDefault value = setting.getAnnotation(WithDefault.class);
        return value == null ? "" : value.value();
    }
}
