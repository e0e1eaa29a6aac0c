package dev.mayfly.rest.admin;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class OptimiseIT extends OptimiseTest {}
