package dev.mayfly;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same addresses on the packaged application. */
@QuarkusIntegrationTest
class OperationsIT extends OperationsTest {}
