package dev.mayfly.projection.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class QueryIT extends QueryTest {}
