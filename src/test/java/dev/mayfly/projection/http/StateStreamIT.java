package dev.mayfly.projection.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class StateStreamIT extends StateStreamTest {}
