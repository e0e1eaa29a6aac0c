package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests in the browser of what is the same in all views of the console. */
@Suite
@SelectPackages("dev.mayfly.console")
@IncludeClassNamePatterns(".*IT")
@ExcludeClassNamePatterns(".*\\.(Hostile)?Event.*|.*\\.Stores.*|.*(View|Overview)IT")
class ConsoleSuite {}
