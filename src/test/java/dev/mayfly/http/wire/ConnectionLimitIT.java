package dev.mayfly.http.wire;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(ConnectionLimitTest.Few.class)
class ConnectionLimitIT extends ConnectionLimitTest {}
