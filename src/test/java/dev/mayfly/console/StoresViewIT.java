package dev.mayfly.console;

import dev.mayfly.fault.http.FaultSettings;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(FaultSettings.class)
class StoresViewIT extends StoresViewTest {}
