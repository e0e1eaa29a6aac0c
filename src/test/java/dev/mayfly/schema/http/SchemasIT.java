package dev.mayfly.schema.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SchemasIT extends SchemasTest {}
