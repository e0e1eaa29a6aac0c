package dev.mayfly.http.wire;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class RapidResetIT extends RapidResetTest {}
