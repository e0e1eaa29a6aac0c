package dev.mayfly.http.access;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class OtherAddressIT extends OtherAddressTest {}
