package dev.mayfly.bootstrap;

import dev.mayfly.event.RecordedEvent;
import dev.mayfly.sink.ForwarderListener;
import dev.mayfly.sink.Outcome;
import org.jboss.logging.Logger;

/** Logs what an operator should know about a forwarder. */
final class SinkLog implements ForwarderListener {
    private static final Logger LOG = Logger.getLogger(SinkLog.class);

    private final String store;

    SinkLog(String store) {
        this.store = store;
    }

    @Override
    public void givenUp(RecordedEvent event, Outcome.Refused why) {
        LOG.warnf(
                "The sink did not accept an event: store=%s position=%d eventId=%s reason=%s",
                store, event.position(), event.eventId(), why.reason());
    }

    @Override
    public void lost(RecordedEvent event, String reason) {
        LOG.errorf(
                "The dead-letter address did not accept an event: store=%s position=%d eventId=%s reason=%s",
                store, event.position(), event.eventId(), reason);
    }

    @Override
    public void historyChanged(String incarnation) {
        LOG.infof("Forwarding restarts with a new history: store=%s incarnation=%s", store, incarnation);
    }

    @Override
    public void failed(Throwable failure) {
        LOG.errorf(failure, "Could not read events to forward: store=%s", store);
    }
}
