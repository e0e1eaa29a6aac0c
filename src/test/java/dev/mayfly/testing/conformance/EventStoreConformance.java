package dev.mayfly.testing.conformance;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.support.FakeClock;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * The rules that every {@link EventStore} keeps, each a test of its own. The test of an engine extends this class and says
 * how a store is made.
 *
 * <p>Each test works on an empty store of its own and on a clock that stands still until the test moves it. Stores are not
 * closed: what they hold has to go with the last reference to them. The largest batch has 100,000 events, and the largest
 * store of all rules takes a few tens of mebibytes.
 *
 * <p>No rule is optional. Nothing is skipped, a subclass that overrides a rule is refused before the first test, and a
 * store that does nothing fails every one of them.
 *
 * <p>The rules are about what one caller sees. Whether appends are linearizable and reads see whole batches while others
 * append is for tests with threads, which this class has none of.
 */
public abstract class EventStoreConformance
        implements AppendRules,
                IdentifierRules,
                AggregateTypeRules,
                ExpectationRules,
                ConditionRules,
                RepetitionRules,
                HistoryRules,
                SearchRules,
                TextRules,
                SortRules,
                ScanRules,
                PrefixRules,
                AggregateListRules,
                EventTypeRules,
                JsonRules,
                StoreRules,
                OptimiseRules,
                ResetRules,
                ImageRules,
                RemovalRules,
                RedactionRules {
    private FakeClock clock;
    private EventStore store;

    @BeforeAll
    static void refuse_a_suite_that_changes_a_rule(TestInfo suite) {
        Class<?> type = suite.getTestClass().orElseThrow();
        List<String> changed = rules().filter(rule -> !isInherited(rule, type))
                .map(Method::getName)
                .toList();
        if (!changed.isEmpty()) {
            throw new IllegalStateException(type.getName() + " must not override the rules " + changed);
        }
    }

    private static Stream<Method> rules() {
        return Arrays.stream(EventStoreConformance.class.getMethods())
                .filter(method -> method.isAnnotationPresent(Test.class));
    }

    private static boolean isInherited(Method rule, Class<?> suite) {
        try {
            return suite.getMethod(rule.getName()).equals(rule);
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    @BeforeEach
    void open_an_empty_store() {
        clock = new FakeClock();
        store = newStore(clock, AMPLE_BYTES);
    }

    @Override
    public final EventStore store() {
        return store;
    }

    @Override
    public final FakeClock clock() {
        return clock;
    }

    /**
     * Makes an empty store. A test may make several, which share nothing and know each other's images.
     *
     * @param clock what it takes its times from
     * @param limitBytes the most bytes that its events and indexes may take
     */
    @Override
    public abstract EventStore newStore(TimeSource clock, long limitBytes);
}
