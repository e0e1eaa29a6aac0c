package dev.mayfly.store.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class TruncationIT extends TruncationTest {}
