package dev.mayfly.append.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class HostileInputIT extends HostileInputTest {}
