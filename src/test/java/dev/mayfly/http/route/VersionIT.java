package dev.mayfly.http.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class VersionIT extends VersionTest {}
