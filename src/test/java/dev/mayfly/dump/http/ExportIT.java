package dev.mayfly.dump.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ExportIT extends ExportTest {}
