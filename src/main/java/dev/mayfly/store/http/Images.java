package dev.mayfly.store.http;

import dev.mayfly.eventstore.AsOf;
import dev.mayfly.eventstore.LogImage;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.store.Store;

/** Takes images of stores at points of their logs. */
final class Images {
    private Images() {}

    /**
     * Returns an image of a store as of a point. Waits for an append in progress, so it must not be called on an event
     * loop.
     *
     * @throws dev.mayfly.event.InvalidInputException if the point lies beyond the last event
     */
    static LogImage of(Store store, AsOf asOf) {
        while (true) {
            LogPrefix log = asOf.of(store);
            LogImage image;
            try {
                image = store.image(log.position());
            } catch (IllegalArgumentException historyIsOver) {
                continue;
            }
            if (image.incarnation().equals(log.incarnation())) {
                return image;
            }
        }
    }
}
