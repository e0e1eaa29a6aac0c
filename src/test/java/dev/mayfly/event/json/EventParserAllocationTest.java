package dev.mayfly.event.json;

import static dev.mayfly.event.json.Parsing.LIMITS;
import static dev.mayfly.event.json.Parsing.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What parsing allocates: the batch's arrays and nothing an event. */
class EventParserAllocationTest {
    /** Eleven slices of two ints, a timestamp and a count of tags. */
    private static final long EVENT_BYTES = 11 * 8 + 8 + 4;

    private static final int FEW = 1_000;
    private static final int MANY = 11_000;

    @Test
    void an_event_costs_no_object() {
        String event = """
                {"eventId":"0198c0de-0000-7000-8000-000000000001","aggregateId":"payment-1","eventType":"PaymentProcessed",\
                "timestamp":"2026-11-23T04:40:49.123456789Z","correlationId":"0198c0de-0000-7000-9000-000000000001",\
                "metadata":{"organizationId":"org-7","userId":"user-12"},"data":{"amount":100.00,"note":"%s"}}
                """.formatted("x".repeat(120));

        allocated(event, FEW);
        long perEvent = (allocated(event, MANY) - allocated(event, FEW)) / (MANY - FEW);

        assertThat(event.length()).isGreaterThan(400);
        // An object takes sixteen bytes at least.
        assertThat(perEvent).isBetween(EVENT_BYTES, EVENT_BYTES + 15);
    }

    private static long allocated(String event, int count) {
        byte[] text = bytes(event.repeat(count));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        EventParser.lines(text, text.length, null, LIMITS);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }
}
