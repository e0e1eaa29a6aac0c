package dev.mayfly.sample.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SampleIT extends SampleTest {}
