package dev.mayfly.http.answer;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class CompressionIT extends CompressionTest {}
