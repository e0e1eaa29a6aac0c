package dev.mayfly.fault.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class FaultValuesIT extends FaultValuesTest {}
