package dev.mayfly.http.share;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(ForwardedAddressTest.Settings.class)
class ForwardedAddressIT extends ForwardedAddressTest {}
