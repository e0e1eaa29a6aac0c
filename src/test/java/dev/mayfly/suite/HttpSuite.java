package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what all features share over HTTP, without those that go through every operation or reach the limits. */
@Suite
@SelectPackages("dev.mayfly.http")
@ExcludePackages("dev.mayfly.http.openapi")
@IncludeClassNamePatterns(".*IT")
@ExcludeClassNamePatterns(
        ".*\\.(ConnectionLimit|ForwardedAddress|LiveSettings|Neighbours|SlowBodies|SmallBodies|UnreadAnswers|WaitingRequests|WorkLimit|WorkMemory)IT")
class HttpSuite {}
