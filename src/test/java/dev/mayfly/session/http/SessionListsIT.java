package dev.mayfly.session.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class SessionListsIT extends SessionListsTest {}
