package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what all features share over HTTP, among them those that go through every operation. */
@Suite
@SelectPackages("dev.mayfly.http")
@IncludeClassNamePatterns(".*IT")
class HttpSuite {}
