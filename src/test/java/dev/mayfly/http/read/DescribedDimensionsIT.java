package dev.mayfly.http.read;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class DescribedDimensionsIT extends DescribedDimensionsTest {}
