package dev.mayfly.http.share;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(NeighboursTest.Settings.class)
class NeighboursIT extends NeighboursTest {}
