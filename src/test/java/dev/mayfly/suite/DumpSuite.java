package dev.mayfly.suite;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of dumps under kills, full disks and second processes, each of which starts several servers. */
@Suite
@SelectPackages("dev.mayfly.bootstrap")
@IncludeClassNamePatterns(".*\\.DumpIT")
class DumpSuite {}
