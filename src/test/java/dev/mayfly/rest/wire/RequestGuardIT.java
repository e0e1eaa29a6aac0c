package dev.mayfly.rest.wire;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class RequestGuardIT extends RequestGuardTest {}
