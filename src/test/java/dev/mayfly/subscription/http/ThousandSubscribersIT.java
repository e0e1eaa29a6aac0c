package dev.mayfly.subscription.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ThousandSubscribersIT extends ThousandSubscribersTest {}
