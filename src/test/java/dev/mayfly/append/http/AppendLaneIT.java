package dev.mayfly.append.http;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The two ways that an append goes, in the packaged application. */
@QuarkusIntegrationTest
class AppendLaneIT extends AppendLaneTest {}
