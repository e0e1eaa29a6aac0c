package dev.mayfly.rest.projection;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class JavaProjectionIT extends JavaProjectionTest {}
