package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests in the browser of one view each, without those of events and of stores. */
@Suite
@SelectPackages("dev.mayfly.console")
@IncludeClassNamePatterns(".*(View|Overview)IT")
@ExcludeClassNamePatterns(".*\\.(Events|Stores)View.*")
class ViewsSuite {}
