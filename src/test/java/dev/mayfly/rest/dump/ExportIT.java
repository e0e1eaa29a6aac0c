package dev.mayfly.rest.dump;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ExportIT extends ExportTest {}
