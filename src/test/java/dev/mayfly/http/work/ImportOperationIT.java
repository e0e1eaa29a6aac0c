package dev.mayfly.http.work;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ImportOperationIT extends ImportOperationTest {}
