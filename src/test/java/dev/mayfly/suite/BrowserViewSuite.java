package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests in the browser of one view each. */
@Suite
@SelectPackages("dev.mayfly.console")
@IncludeClassNamePatterns(".*ViewIT")
class BrowserViewSuite {}
