package dev.mayfly.bootstrap;

import dev.mayfly.subscription.Subscriptions;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the subscriptions. */
@Singleton
public class SubscriptionsProducer {
    /** Returns the subscriptions of this process, none so far. */
    @Produces
    @Singleton
    public Subscriptions subscriptions() {
        return new Subscriptions();
    }

    void close(@Disposes Subscriptions subscriptions) {
        subscriptions.close();
    }
}
