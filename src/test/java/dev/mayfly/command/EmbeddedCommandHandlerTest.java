package dev.mayfly.command;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.TimeSource;
import dev.mayfly.eventstore.log.EmbeddedEventStore;

/** The same on the embedded engine. */
class EmbeddedCommandHandlerTest extends CommandHandlerTest {
    @Override
    EventStore newStore() {
        return new EmbeddedEventStore("test", 64 << 20, TimeSource.SYSTEM);
    }
}
