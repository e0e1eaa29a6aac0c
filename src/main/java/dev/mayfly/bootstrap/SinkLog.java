package dev.mayfly.bootstrap;

import dev.mayfly.event.RecordedEvent;
import dev.mayfly.sink.ForwarderListener;
import dev.mayfly.sink.Outcome;
import org.jboss.logging.Logger;

/** Logs what an operator should know of a forwarder. */
final class SinkLog implements ForwarderListener {
    private static final Logger LOG = Logger.getLogger(SinkLog.class);

    private final String store;

    SinkLog(String store) {
        this.store = store;
    }

    @Override
    public void givenUp(RecordedEvent event, Outcome.Refused why) {
        LOG.warnf(
                "The sink has not taken an event: store=%s position=%d eventId=%s reason=%s",
                store, event.position(), event.eventId(), why.reason());
    }

    @Override
    public void lost(RecordedEvent event, String reason) {
        LOG.errorf(
                "A dead letter was not taken: store=%s position=%d eventId=%s reason=%s",
                store, event.position(), event.eventId(), reason);
    }

    @Override
    public void historyChanged(String incarnation) {
        LOG.infof("Forwarding begins anew: store=%s incarnation=%s", store, incarnation);
    }

    @Override
    public void failed(Throwable failure) {
        LOG.errorf(failure, "Events could not be read to be forwarded: store=%s", store);
    }
}
