package dev.mayfly.console;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ServerTokenIT extends ServerTokenTest {}
