package dev.mayfly.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mayfly.packaged.ServerTest;
import dev.mayfly.store.http.Stores;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where faults are off, as in production, the stores view says so. */
@ServerTest
@TestProfile(StoresWithoutFaultsIT.Off.class)
@InBrowser
class StoresWithoutFaultsIT {
    /** Faults are off. */
    public static class Off implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mayfly.faults.enabled", "false");
        }
    }

    @Test
    void a_server_that_takes_no_rules_is_said_to_take_none(Page page) {
        String store = Stores.created();
        page.expectError("403").open("/#/stores?store=" + store + "&panel=faults");
        page.click("fault-form button.primary")
                .waitForText("Faults are off on this server, so it refuses rules (403).");
        page.waitForNo("fault-form");
        assertThat(page.text()).contains("mayfly.faults.enabled=true");
        assertThat(page.axe()).isEmpty();
    }
}
