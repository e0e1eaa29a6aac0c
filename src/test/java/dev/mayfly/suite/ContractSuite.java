package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests over HTTP that go through every operation that is described. */
@Suite
@SelectPackages("dev.mayfly.http.openapi")
@IncludeClassNamePatterns(".*IT")
class ContractSuite {}
