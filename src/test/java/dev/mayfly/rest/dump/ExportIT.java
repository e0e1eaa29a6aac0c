package dev.mayfly.rest.dump;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same with the packaged application. */
@QuarkusIntegrationTest
class ExportIT extends ExportTest {}
