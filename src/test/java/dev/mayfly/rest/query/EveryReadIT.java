package dev.mayfly.rest.query;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class EveryReadIT extends EveryReadTest {}
