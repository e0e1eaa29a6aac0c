package dev.mayfly.http.route;

import dev.mayfly.eventstore.EventStore;
import dev.mayfly.eventstore.ForwardingEventStore;
import dev.mayfly.eventstore.append.Append;
import dev.mayfly.eventstore.append.AppendResult;
import dev.mayfly.eventstore.prefix.LogPrefix;
import dev.mayfly.eventstore.prefix.Work;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A store as one request sees it: what takes long is paid for from the request's budget of work. */
final class BudgetedStore extends ForwardingEventStore {
    private final Work work;

    BudgetedStore(EventStore store, Work work) {
        super(store);
        this.work = work;
    }

    @Override
    public CompletionStage<AppendResult> append(Append append) {
        return super.append(append.within(work));
    }

    @Override
    public Optional<CompletionStage<AppendResult>> appendUnlessBusy(Append append) {
        return super.appendUnlessBusy(append.within(work));
    }

    @Override
    public LogPrefix prefix() {
        return super.prefix().within(work);
    }

    @Override
    public LogPrefix prefixAt(long position) {
        return super.prefixAt(position).within(work);
    }

    @Override
    public LogPrefix prefixAsOf(long recordedAtNanos) {
        return super.prefixAsOf(recordedAtNanos).within(work);
    }
}
