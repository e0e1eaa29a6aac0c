package dev.mayfly.http.problem;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class ProblemShapeIT extends ProblemShapeTest {}
