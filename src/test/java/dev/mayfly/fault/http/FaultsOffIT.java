package dev.mayfly.fault.http;

import static dev.mayfly.http.answer.JsonBody.at;
import static dev.mayfly.store.http.Stores.created;
import static dev.mayfly.store.http.Stores.get;
import static dev.mayfly.store.http.Stores.put;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import org.junit.jupiter.api.Test;

/** The packaged application injects no faults unless it is told that it may. */
@ServerTest
class FaultsOffIT {
    @Test
    void rules_are_refused_in_production() {
        String store = created();
        put(store, "/faults", "{\"rules\":[{\"on\":\"append\",\"effect\":\"unavailable\"}]}")
                .statusCode(403)
                .body(at("type", is("urn:mayfly:problem:forbidden")));
        get(store, "/faults").statusCode(200).body(at("rules", empty()));
        Stores.append(store, "a-1");
    }
}
