package dev.mayfly.docs;

import io.quarkus.test.junit.QuarkusIntegrationTest;

/** The same on the packaged application. */
@QuarkusIntegrationTest
class RecipesIT extends RecipesTest {}
