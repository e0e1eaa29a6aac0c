package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what is packaged: of the distribution, the images, and starts and stops. */
@Suite
@SelectPackages({"dev.mayfly.bootstrap", "dev.mayfly.deploy"})
@IncludeClassNamePatterns(".*IT")
@ExcludeClassNamePatterns(".*\\.(Dump|SecondLevelRestart|Sink)IT")
class ProcessSuite {}
