package dev.mayfly.search.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class WhereIT extends WhereTest {}
