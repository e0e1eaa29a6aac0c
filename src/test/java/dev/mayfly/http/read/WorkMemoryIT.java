package dev.mayfly.http.read;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(WorkMemoryTest.LittleMemory.class)
class WorkMemoryIT extends WorkMemoryTest {}
