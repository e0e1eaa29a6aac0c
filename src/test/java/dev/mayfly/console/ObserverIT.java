package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Looking at a store does not disturb those who work with it: the console says of each request that it only looks. */
@ServerTest
@InBrowser
class ObserverIT {
    private static final List<String> PLACES = List.of(
            "/overview",
            "/events",
            "/events?event=e-2",
            "/events?tail=on",
            "/aggregates",
            "/aggregates?id=payment-2",
            "/correlation",
            "/correlation?id=order-1",
            "/analysis",
            "/projections",
            "/projections?name=by-organization",
            "/projections?form=new",
            "/stores",
            "/stores?panel=snapshots",
            "/stores?panel=clock",
            "/stores?panel=faults",
            "/stores?panel=data");

    @Test
    void each_request_of_the_console_says_that_it_observes(Page page) {
        String store = Business.created();
        // Its payments are none that the server replays.
        page.expectError("/payments/");
        for (String place : PLACES) {
            page.open("about:blank").open("/#" + place + (place.contains("?") ? "&" : "?") + "store=" + store);
            page.waitFor("main h1");
            page.settle();
        }
        page.open("/#/stores?store=" + store).click("#stores-reset").click("dialog button.danger");
        page.waitForNo("dialog").settle();
        List<Sent> calls = page.sent().stream().filter(each -> !each.isAsset()).toList();
        assertThat(calls.stream().map(Sent::method)).contains("GET", "POST");
        assertThat(calls.stream().map(each -> each.uri().getPath()))
                .contains("/stores/" + store + "/subscription", "/stores/" + store + "/reset", "/stores");
        assertThat(calls).allSatisfy(each -> assertThat(each.headers()).containsEntry("mayfly-observer", "true"));
    }
}
