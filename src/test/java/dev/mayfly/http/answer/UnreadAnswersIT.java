package dev.mayfly.http.answer;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(UnreadAnswersTest.Settings.class)
class UnreadAnswersIT extends UnreadAnswersTest {}
