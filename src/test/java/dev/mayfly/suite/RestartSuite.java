package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that start a server again and again: of dumps, the sink, Redis behind the cache, and what clients are told all the while. */
@Suite
@SelectPackages({"dev.mayfly.bootstrap", "dev.mayfly.linearizability"})
@IncludeClassNamePatterns(".*\\.(Dump|SecondLevelRestart|Sink|Linearizability)IT")
class RestartSuite {}
