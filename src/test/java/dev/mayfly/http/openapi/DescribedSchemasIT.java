package dev.mayfly.http.openapi;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class DescribedSchemasIT extends DescribedSchemasTest {}
