package dev.mayfly.http.read;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(WorkLimitTest.LittleWork.class)
class WorkLimitIT extends WorkLimitTest {}
