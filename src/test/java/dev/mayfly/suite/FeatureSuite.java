package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that are in no other suite: over HTTP, of one feature each. */
@Suite
@SelectPackages("dev.mayfly")
@ExcludePackages({
    "dev.mayfly.bootstrap",
    "dev.mayfly.console",
    "dev.mayfly.deploy",
    "dev.mayfly.docs",
    "dev.mayfly.http"
})
@IncludeClassNamePatterns(".*IT")
class FeatureSuite {}
