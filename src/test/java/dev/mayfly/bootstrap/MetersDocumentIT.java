package dev.mayfly.bootstrap;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class MetersDocumentIT extends MetersDocumentTest {}
