package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests over HTTP of what is appended, and of what is read of it. */
@Suite
@SelectPackages({"dev.mayfly.analytics", "dev.mayfly.append", "dev.mayfly.search"})
@IncludeClassNamePatterns(".*IT")
class AppendSuite {}
