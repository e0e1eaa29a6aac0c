package dev.mayfly.http.route;

import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.quarkus.test.junit.TestProfile;

/** The same on the packaged application. */
@QuarkusIntegrationTest
@TestProfile(HostsSettingTest.Hosts.class)
class HostsSettingIT extends HostsSettingTest {}
