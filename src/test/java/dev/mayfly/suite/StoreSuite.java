package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests that are in no other suite: over HTTP, of what happens in stores and follows from their events. */
@Suite
@SelectPackages("dev.mayfly")
@ExcludePackages({
    "dev.mayfly.analytics",
    "dev.mayfly.append",
    "dev.mayfly.bootstrap",
    "dev.mayfly.console",
    "dev.mayfly.deploy",
    "dev.mayfly.docs",
    "dev.mayfly.http",
    "dev.mayfly.linearizability",
    "dev.mayfly.search"
})
@IncludeClassNamePatterns(".*IT")
class StoreSuite {}
