package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what is packaged: of starts and stops, the distribution, the images and the documents. */
@Suite
@SelectPackages({"dev.mayfly.bootstrap", "dev.mayfly.deploy", "dev.mayfly.docs"})
@IncludeClassNamePatterns(".*IT")
class ProcessSuite {}
