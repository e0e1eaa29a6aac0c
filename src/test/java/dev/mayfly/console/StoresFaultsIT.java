package dev.mayfly.console;

import io.quarkus.test.junit.QuarkusIntegrationTest;

@QuarkusIntegrationTest
class StoresFaultsIT extends StoresFaultsTest {}
