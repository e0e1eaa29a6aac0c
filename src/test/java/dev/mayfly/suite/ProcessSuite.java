package dev.mayfly.suite;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of what is packaged: of starts and stops but for dumps, the distribution, the images and the documents. */
@Suite
@SelectPackages({"dev.mayfly.bootstrap", "dev.mayfly.deploy", "dev.mayfly.docs"})
@IncludeClassNamePatterns(".*IT")
@ExcludeClassNamePatterns(".*\\.DumpIT")
class ProcessSuite {}
