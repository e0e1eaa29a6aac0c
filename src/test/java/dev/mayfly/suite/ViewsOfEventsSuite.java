package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests in the browser of the views of events. */
@Suite
@SelectPackages("dev.mayfly.console")
@IncludeClassNamePatterns(".*\\.(Hostile)?Event.*IT")
class ViewsOfEventsSuite {}
