/** What is appended, what it expects of the log, and what came of it. */
@NullMarked
package dev.mayfly.eventstore.append;

import org.jspecify.annotations.NullMarked;
