package dev.mayfly.http.wire;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same against the packaged application. */
@QuarkusIntegrationTest
class PipelinedIT extends PipelinedTest {}
