package dev.mayfly.http.live;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class LiveSettingsIT extends LiveSettingsTest {}
