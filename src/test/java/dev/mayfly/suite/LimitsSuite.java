package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of clients that take all they can get, or take their time, each against a server with limits of its own. */
@Suite
@SelectPackages("dev.mayfly.http")
@IncludeClassNamePatterns(
        ".*\\.(ConnectionLimit|ForwardedAddress|LiveSettings|Neighbours|SlowBodies|SmallBodies|UnreadAnswers|WaitingRequests|WorkLimit|WorkMemory)IT")
class LimitsSuite {}
