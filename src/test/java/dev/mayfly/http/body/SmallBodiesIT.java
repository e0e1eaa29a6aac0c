package dev.mayfly.http.body;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(SmallBodiesTest.Settings.class)
class SmallBodiesIT extends SmallBodiesTest {}
