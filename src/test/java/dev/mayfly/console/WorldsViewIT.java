package dev.mayfly.console;

import dev.mayfly.rest.world.FaultSettings;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusIntegrationTest
@TestProfile(FaultSettings.class)
class WorldsViewIT extends WorldsViewTest {}
