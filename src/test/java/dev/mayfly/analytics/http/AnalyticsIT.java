package dev.mayfly.analytics.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class AnalyticsIT extends AnalyticsTest {}
