package dev.mayfly.testing;

/**
 * What a store is to be; orders that are equal are for the same store.
 *
 * @param label the annotation's value
 * @param forkOf a label or a store's name, empty for none
 * @param seed a resource or file, empty for none
 * @param ttl an ISO 8601 duration
 */
record StoreOrder(String label, String forkOf, String seed, String ttl) {
    static StoreOrder of(MayflyStore wish) {
        return new StoreOrder(wish.value(), wish.forkOf(), wish.seed(), wish.ttl());
    }

    boolean isFork() {
        return !forkOf.isEmpty();
    }

    boolean isSeeded() {
        return !seed.isEmpty();
    }
}
