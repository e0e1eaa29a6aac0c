package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what the documents and their recipes show. */
@Suite
@SelectPackages("dev.mayfly.docs")
@IncludeClassNamePatterns(".*IT")
class DocumentsSuite {}
