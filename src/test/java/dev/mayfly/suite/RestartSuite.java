package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that start a server again and again: of dumps, the sink, and Redis behind the cache. */
@Suite
@SelectPackages("dev.mayfly.bootstrap")
@IncludeClassNamePatterns(".*\\.(Dump|SecondLevelRestart|Sink)IT")
class RestartSuite {}
