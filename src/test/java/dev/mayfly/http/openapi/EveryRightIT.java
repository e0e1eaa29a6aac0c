package dev.mayfly.http.openapi;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class EveryRightIT extends EveryRightTest {}
