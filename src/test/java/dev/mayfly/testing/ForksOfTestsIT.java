package dev.mayfly.testing;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ForksOfTestsIT extends ForksOfTestsTest {}
