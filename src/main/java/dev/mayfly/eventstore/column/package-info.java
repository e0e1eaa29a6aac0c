/** What the engine keeps of each event, in columns shared by forks a piece at a time: values, records, ids, causes, texts. */
@NullMarked
package dev.mayfly.eventstore.column;

import org.jspecify.annotations.NullMarked;
