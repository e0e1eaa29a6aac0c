package dev.mayfly.http.openapi;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class EveryHeadIT extends EveryHeadTest {}
