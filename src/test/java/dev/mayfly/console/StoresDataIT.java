package dev.mayfly.console;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StoresDataIT extends StoresDataTest {}
