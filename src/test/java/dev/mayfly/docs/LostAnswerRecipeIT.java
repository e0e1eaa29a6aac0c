package dev.mayfly.docs;

import dev.mayfly.fault.http.FaultSettings;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(FaultSettings.class)
class LostAnswerRecipeIT extends LostAnswerRecipeTest {}
